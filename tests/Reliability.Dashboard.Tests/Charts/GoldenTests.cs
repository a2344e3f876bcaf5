using System.Text;
using Reliability.Tests.Shared;

namespace Reliability.Dashboard.Tests.Charts;

/// <summary>
/// The bytes of one chart of each kind. To write them anew after a change that is meant, run these tests with RELIABILITY_WRITE_GOLDEN=1
/// and look at the difference.
/// </summary>
[Collection(ProcessWide.Name)]
public sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(
        RepositoryRoot.Path, "tests", "Reliability.Dashboard.Tests", "Charts", "golden");

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach ((string name, _) in SampleCharts.All)
            {
                cases.Add(name, "", "UTC");
                cases.Add(name, "de-DE", "America/New_York");
                cases.Add(name, "ar-SA", "Asia/Kathmandu");
                cases.Add(name, "fr-FR", "Australia/Lord_Howe");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_chart_has_the_same_bytes_in_every_culture_and_every_zone_of_the_machine(string name, string culture, string zone)
    {
        string expected = Golden(name);
        ProcessWide.With(culture, zone, () => Lines(name)).Should().Be(expected);
    }

    [Fact]
    public void Writing_a_chart_twice_gives_the_same_bytes()
    {
        foreach ((string name, Action<Internal.HtmlWriter> write) in SampleCharts.All)
        {
            Rendered.Text(write).Should().Be(Rendered.Text(write), name);
        }
    }

    private static string Golden(string name)
    {
        string file = Path.Combine(Folder, $"{name}.html");
        if (Environment.GetEnvironmentVariable("RELIABILITY_WRITE_GOLDEN") == "1")
        {
            File.WriteAllText(file, ProcessWide.With("", "UTC", () => Lines(name)), new UTF8Encoding(false));
        }

        return File.ReadAllText(file);
    }

    /// <summary>A line for each element, which a reader can compare.</summary>
    private static string Lines(string name) =>
        Rendered.Text(SampleCharts.All.Single(one => one.Name == name).Write).Replace("><", ">\n<", StringComparison.Ordinal) + "\n";
}
