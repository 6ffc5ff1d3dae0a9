import { expect, test } from 'vitest'
import { fingerprintGroups } from './fingerprint'

test('a fingerprint is read in its own groups, or in fours', () => {
  expect(fingerprintGroups('K7QM 2X9P HRTW 4C3B')).toEqual(['K7QM', '2X9P', 'HRTW', '4C3B'])
  expect(fingerprintGroups('K7QM-2X9P')).toEqual(['K7QM', '2X9P'])
  expect(fingerprintGroups('K7QM2X9PHR')).toEqual(['K7QM', '2X9P', 'HR'])
  expect(fingerprintGroups('')).toEqual([])
})
