import { fromWhole, toWhole } from '../base/places'

/** yuanToFen turns what a person types (12.5) into integer fen (1250); "" where it is no amount. */
export const yuanToFen = (s: string): string => toWhole(s, 2)

/** fenToYuan turns integer fen into yuan with two decimals; "" stays "". */
export const fenToYuan = (s: string): string => fromWhole(s, 2)
