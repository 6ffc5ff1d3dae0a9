// Made-up people: area 420000 is no district, and the check digit is right.
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** idNumber makes an 18-digit number for a birth date 2006-01-02; an odd sequence is a man. */
export function idNumber(birth, sequence) {
  const body = '420000' + birth.replaceAll('-', '') + String(sequence).padStart(3, '0')
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * weights[i], 0)
  return body + '10X98765432'[sum % 11]
}

/** wrongNumber is an ID number whose check digit is wrong. */
export function wrongNumber(birth, sequence) {
  const right = idNumber(birth, sequence)
  return right.slice(0, 17) + (right.endsWith('7') ? '8' : '7')
}
