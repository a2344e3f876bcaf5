namespace Reliability.TestServers.Internal;

/// <summary>A private folder for one server, removed with it, or by a later run when this process is killed.</summary>
internal sealed class TempFolder : IDisposable
{
    private const string Prefix = "reliability-test-server-";
    private const string LockName = "owner.lock";
    private static readonly Lazy<bool> Swept = new(SweepAbandoned);

    private readonly FileStream _lock;

    private TempFolder(string path)
    {
        Path = path;
        _lock = Lock(path, FileMode.CreateNew);
    }

    public string Path { get; }

    /// <summary>Creates a folder that belongs to <paramref name="user"/>, or to the user of this process.</summary>
    public static async Task<TempFolder> CreateAsync(string? user = null)
    {
        _ = Swept.Value;
        string path = user is null
            ? Directory.CreateTempSubdirectory(Prefix).FullName
            : await Tool.RunAsync("mktemp", ["--directory", "--tmpdir", Prefix + "XXXXXXXX"], user: user);
        return new TempFolder(path);
    }

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        _lock.Dispose();
        Delete(Path);
    }

    private static FileStream Lock(string folder, FileMode mode) =>
        new(System.IO.Path.Combine(folder, LockName), mode, FileAccess.ReadWrite, FileShare.None);

    private static bool SweepAbandoned()
    {
        DateTime young = DateTime.UtcNow.AddMinutes(-1);
        foreach (string folder in Directory.GetDirectories(System.IO.Path.GetTempPath(), Prefix + "*").Where(f => Directory.GetLastWriteTimeUtc(f) < young))
        {
            try
            {
                Lock(folder, FileMode.Open).Dispose();
                Delete(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Its owner lives, or it belongs to somebody else.
            }
        }

        return true;
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
