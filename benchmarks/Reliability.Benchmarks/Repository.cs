namespace Reliability.Benchmarks;

/// <summary>Where the results belong, wherever the benchmarks are started from.</summary>
internal static class Repository
{
    /// <summary>How to run something here.</summary>
    public const string Command = "dotnet run -c Release --project benchmarks/Reliability.Benchmarks --";

    public static string Root { get; } =
        Find(Environment.CurrentDirectory) ?? Find(AppContext.BaseDirectory) ?? Environment.CurrentDirectory;

    /// <summary>Writes a report, with the line endings of the repository.</summary>
    public static void WriteResult(string name, string text)
    {
        string folder = Path.Combine(Root, "benchmarks", "results");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name), text.ReplaceLineEndings("\n"));
    }

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
