/*
 * Stands in for bcryptprimitives.dll under Wine before 9, which lacks it: a Go
 * program asks this DLL for random bytes when it starts. Only for the check
 * under Wine; never shipped.
 */
#include <windows.h>

/* The documented name of RtlGenRandom in advapi32. */
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length)
{
    while (length > 0) {
        ULONG part = length > 0x8000000 ? 0x8000000 : (ULONG)length;
        if (!SystemFunction036(buffer, part))
            return FALSE;
        buffer += part;
        length -= part;
    }
    return TRUE;
}
