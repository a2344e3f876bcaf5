using Reliability.Statistics;
using Reliability.Tests.Shared;

namespace Reliability.Simulations.Tests;

/// <summary>
/// The search for shifts on 4,000 series of each column of the bake-off, with the weekday as season as a metric on days has it. A bound is
/// missed when the 99 % interval of the measured share excludes it.
/// </summary>
public sealed class ShiftSimulationTests
{
    private const int Runs = 4_000;

    private static readonly int[] Positions = [.. Enumerable.Range(0, ShiftColumn.Count)];
    private static readonly ChangePointOptions Options = new() { PhaseCount = 7 };

    public static TheoryData<string> Nulls() => [.. ShiftColumn.All.Where(column => !column.HasShifts).Select(column => column.Name)];

    [Theory]
    [MemberData(nameof(Nulls))]
    public void False_alarms_stay_below_the_limit(string name)
    {
        double limit = ShiftColumn.All.Single(column => column.Name == name).Limit;
        double share = Score(name).AlarmShare;
        (share - ShiftScore.HalfInterval(share, Runs)).Should().BeLessThanOrEqualTo(limit, $"the share is {share:0.0000}");
    }

    /// <summary>The bounds are the best peer of benchmarks/results/shifts.md minus 0.01.</summary>
    [Theory]
    [InlineData("step 1s", 0.627)]
    [InlineData("step 1.5s", 0.865)]
    [InlineData("step 2s", 0.946)]
    [InlineData("step 3s", 0.976)]
    [InlineData("step 2s, t3", 0.948)]
    [InlineData("bump 2s", 0.951)]
    [InlineData("step 2s, weekly", 0.925)]
    [InlineData("2s, last 5 days", 0.842)]
    public void Shifts_are_found_as_well_as_the_best_peer_finds_them(string name, double bound)
    {
        double f1 = Score(name).F1;
        (f1 + ShiftScore.HalfInterval(f1, Runs)).Should().BeGreaterThanOrEqualTo(bound, $"F1 is {f1:0.0000}");
    }

    [Fact]
    public void A_white_series_is_reported_with_the_false_alarm_probability_that_was_asked_for()
    {
        ShiftColumn white = ShiftColumn.All[0];
        var options = new ChangePointOptions { FalseAlarmProbability = 0.05 };
        double share = ShiftScore.Of(white, Runs, values => Found(values, options)).AlarmShare;
        share.Should().BeInRange(0.03, 0.06);
    }

    [Theory]
    [InlineData("step 1.5s")]
    [InlineData("step 2s")]
    [InlineData("step 3s")]
    public void The_interval_of_the_location_holds_the_true_one_in_about_95_percent(string name)
    {
        ShiftColumn column = ShiftColumn.All.Single(one => one.Name == name);
        int found = 0;
        int held = 0;
        for (int number = 0; number < Runs; number++)
        {
            (double[] values, int[] shifts) = column.Series(number);
            if (ChangePoints.Find(Positions, values).Shifts is [{ Kind: ShiftKind.Step } only])
            {
                found++;
                held += only.From <= shifts[0] && shifts[0] <= only.To ? 1 : 0;
            }
        }

        found.Should().BeGreaterThan(Runs / 2);
        ((double)held / found).Should().BeInRange(0.92, 0.99);
    }

    private static ShiftScore Score(string name) =>
        ShiftScore.Of(ShiftColumn.All.Single(column => column.Name == name), Runs, values => Found(values, Options));

    private static IReadOnlyList<int> Found(double[] values, ChangePointOptions options) =>
        [.. ChangePoints.Find(Positions, values, options).Shifts.Select(shift => shift.Index)];
}
