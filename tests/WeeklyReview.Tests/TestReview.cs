using System.Text.Json;

namespace WeeklyReviewSample.Tests;

/// <summary>Runs the program in a folder of its own, which it deletes.</summary>
internal sealed class TestReview : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("weekly-review-").FullName;

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public string Out => Path.Combine(Folder, "out");

    public async Task<int> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await ReviewCommand.RunAsync([.. args, "--out", Out], output, error, CancellationToken.None);
        (Output, Error) = (output.ToString(), error.ToString());
        return code;
    }

    /// <summary>Reviews lines of incidents of the first quarter of 2026.</summary>
    public async Task<int> RunAsync(string lines, params string[] more)
    {
        string file = Path.Combine(Folder, "incidents.jsonl");
        await File.WriteAllTextAsync(file, lines);
        return await RunAsync(["--incidents", file, "--from", "2026-01-01", "--to", "2026-04-01", .. more]);
    }

    public string Read(string name) => File.ReadAllText(Path.Combine(Out, name));

    public JsonElement Metric(string name)
    {
        using var document = JsonDocument.Parse(Read("metrics.json"));
        return document.RootElement.EnumerateArray().Single(one => one.GetProperty("name").GetString() == name).Clone();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
