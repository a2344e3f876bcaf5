namespace Reliability.TestServers.Internal;

/// <summary>A folder for one server, closed to other users; removed with it, or after the end of this process.</summary>
internal sealed class TempFolder : IDisposable
{
    private const string Prefix = "reliability-test-server-";

    private TempFolder(string path)
    {
        Path = path;
        Reaper.Watch(path);
    }

    public string Path { get; }

    /// <summary>Creates a folder that belongs to <paramref name="user"/>, or to the user of this process.</summary>
    public static async Task<TempFolder> CreateAsync(string? user = null) => new(
        user is null
            ? Directory.CreateTempSubdirectory(Prefix).FullName
            : await Tool.RunAsync("mktemp", ["--directory", "--tmpdir", Prefix + "XXXXXXXX"], user: user));

    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
