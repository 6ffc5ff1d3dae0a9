/*
 * consolecheck PROGRAM ARG...: starts a program the way cmd.exe starts one of
 * the GUI subsystem, without a console and without streams, and looks at the
 * console's screen for what it printed. Exit code: that of the program; 100 and
 * above: something else failed. Only for the check under Wine; never shipped.
 *
 * It prints the screen's text on its own standard output, as UTF-8.
 */
#include <stdio.h>
#include <wchar.h>
#include <windows.h>

int wmain(int argc, wchar_t **argv)
{
    wchar_t line[4096] = L"";
    for (int i = 1; i < argc; i++) {
        wcscat(line, L"\"");
        wcscat(line, argv[i]);
        wcscat(line, L"\" ");
    }
    HANDLE report = GetStdHandle(STD_OUTPUT_HANDLE);
    FreeConsole();
    if (!AllocConsole())
        return 100;

    STARTUPINFOW start = {.cb = sizeof start};
    PROCESS_INFORMATION child;
    if (!CreateProcessW(NULL, line, NULL, NULL, FALSE, DETACHED_PROCESS, NULL, NULL, &start, &child))
        return 101;
    if (WaitForSingleObject(child.hProcess, 60000) != WAIT_OBJECT_0)
        return 102;
    DWORD code = 103;
    GetExitCodeProcess(child.hProcess, &code);

    HANDLE screen = CreateFileW(L"CONOUT$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                                OPEN_EXISTING, 0, NULL);
    if (screen == INVALID_HANDLE_VALUE)
        return 104;
    wchar_t text[2000];
    DWORD got = 0, wrote = 0;
    if (!ReadConsoleOutputCharacterW(screen, text, 2000, (COORD){0, 0}, &got))
        return 105;
    char utf8[8001];
    int n = WideCharToMultiByte(CP_UTF8, 0, text, (int)got, utf8, 8000, NULL, NULL);
    WriteFile(report, utf8, (DWORD)n, &wrote, NULL);
    return (int)code;
}
