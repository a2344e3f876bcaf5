using System.Text.Json;
using Reliability.Statistics;

namespace Reliability.Core.Tests.Statistics.Series;

/// <summary>Numbers of statsmodels and SciPy (tests/golden/seasonality.py).</summary>
public sealed class SeasonalityGoldenTests
{
    private static readonly JsonElement Golden = JsonDocument
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Statistics", "Golden", "seasonality.json")))
        .RootElement;

    public static TheoryData<string> Names() =>
        [.. Golden.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_test_the_profile_and_the_strength_are_the_oracles(string name)
    {
        JsonElement row = Golden.GetProperty("rows").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
        int[] positions = [.. row.GetProperty("positions").EnumerateArray().Select(one => one.GetInt32())];
        double[] values = [.. row.GetProperty("values").EnumerateArray().Select(one => one.GetDouble())];
        SeasonalityResult result = SeasonalityTest.Test(positions, values, row.GetProperty("period").GetInt32());

        Near(result.F!.Value, row.GetProperty("f").GetDouble());
        Near(result.PValue!.Value, row.GetProperty("p").GetDouble());
        Near(result.Strength, row.GetProperty("strength").GetDouble());
        result.Autocorrelation.Should().BeApproximately(row.GetProperty("rho").GetDouble(), 1e-10);
        foreach ((double effect, JsonElement expected) in result.Profile.Zip(row.GetProperty("profile").EnumerateArray()))
        {
            effect.Should().BeApproximately(expected.GetDouble(), 1e-8);
        }
    }

    private static void Near(double actual, double expected) => (actual / expected).Should().BeApproximately(1, 1e-8);
}
