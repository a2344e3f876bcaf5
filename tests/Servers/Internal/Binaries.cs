using System.Globalization;

namespace Reliability.TestServers.Internal;

/// <summary>Finds the programs of the servers.</summary>
internal static class Binaries
{
    private const string PostgresRoot = "/usr/lib/postgresql";

    public static string RedisServer => Require("redis-server", "redis-server", SearchPath);

    /// <summary>The folder that holds <c>initdb</c>, <c>postgres</c>, <c>pg_ctl</c> and <c>psql</c> of one version.</summary>
    public static string PostgresFolder
    {
        get
        {
            string initdb = Require("initdb", "postgresql", [.. SearchPath, .. PostgresFolders]);
            // On the path it may be a link without the others beside it.
            return Path.GetDirectoryName(File.ResolveLinkTarget(initdb, returnFinalTarget: true)?.FullName ?? initdb)!;
        }
    }

    public static string? SetPriv { get; } = Find("setpriv", SearchPath);

    private static string[] SearchPath =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> PostgresFolders =>
        Directory.Exists(PostgresRoot)
            ? Directory.GetDirectories(PostgresRoot).OrderByDescending(Version).Select(folder => Path.Combine(folder, "bin"))
            : [];

    public static string Require(string program, string package, IEnumerable<string> folders) =>
        Find(program, folders)
        ?? throw new InvalidOperationException($"{program} was not found. Install it: apt-get install {package}");

    private static string? Find(string program, IEnumerable<string> folders) =>
        folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static double Version(string folder) =>
        double.TryParse(Path.GetFileName(folder), NumberStyles.Float, CultureInfo.InvariantCulture, out double version) ? version : 0;
}
