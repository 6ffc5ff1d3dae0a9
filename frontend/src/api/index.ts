/** The only door to the program: everything else in the page imports from here. */
export * from '../gen/api'
export type { CodeInfo, DerivedInfo, FieldInfo, RegisterInfo } from '../gen/registers'
export { registers } from '../gen/registers'
export { AppError, decodeError, decodeErrorText } from './call'
export { chooseFile, fileURL, saveFile, uploadFile } from './files'
export { copyText, handPasted, takePasted } from './clipboard'
export type { Progress } from './jobs'
export { waitForJob } from './jobs'
