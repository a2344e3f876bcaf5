using System.Runtime.InteropServices;

namespace Reliability.Storage.Sqlite.Tests;

/// <summary>
/// Makes the current thread ask for files as a user without rights while it lives. File permissions do not stop root,
/// and Linux keeps the user that counts for files per thread. Changes nothing for anybody but root.
/// </summary>
internal sealed partial class Unprivileged : IDisposable
{
    private const uint Nobody = 65534;
    private readonly uint? _before;

    public Unprivileged()
    {
        if (OperatingSystem.IsLinux())
        {
            _before = (uint)SetFileUser(Nobody);
        }
    }

    public void Dispose()
    {
        if (_before is { } user)
        {
            _ = SetFileUser(user);
        }
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetFileUser(uint user);
}
