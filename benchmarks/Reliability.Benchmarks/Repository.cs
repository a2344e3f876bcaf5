namespace Reliability.Benchmarks;

/// <summary>Where the results belong, wherever the benchmarks are started from.</summary>
internal static class Repository
{
    public static string Root { get; } =
        Find(Environment.CurrentDirectory) ?? Find(AppContext.BaseDirectory) ?? Environment.CurrentDirectory;

    private static string? Find(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Reliability.Sdk.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
