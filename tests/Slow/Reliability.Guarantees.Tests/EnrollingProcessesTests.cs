using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Guarantees.Tests;

/// <summary>
/// Many processes show one experiment to the same units at once. Classes that start many processes take turns (the collection), or the
/// machine would test itself.
/// </summary>
[Trait("guarantee", "9")]
[Collection("processes")]
public sealed class EnrollingProcessesTests
{
    private const int Units = 2_000;
    private static readonly int[] Numbers = [.. Enumerable.Range(0, Enrolling.Processes)];

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    [InlineData("Redis Cluster")]
    public async Task Eight_processes_that_enroll_the_same_units_count_each_once(string kind)
    {
        using var files = new Files();
        StoreAddress address = await Stores.NewAsync(kind, files);
        ProcessRun[] runs = await Task.WhenAll(Numbers.Select(number => ProcessRun.EnrollAsync(address, Units, number, rounds: 1)));
        Array.ForEach(runs, run => run.Go());
        IReadOnlyDictionary<string, long>[] told = await Task.WhenAll(runs.Select(run => run.EndAsync()));
        Array.ForEach(runs, run => run.Dispose());

        EnrollmentSummary summary = await SummaryAsync(address);
        ShouldHoldEveryUnitOnce(summary);
        foreach (ArmSummary arm in summary.Arms)
        {
            int[] units = UnitsOf(arm.Variant);
            MetricSums revenue = arm.Metrics.Single(metric => metric.Metric == Enrolling.Revenue);
            double[] spent = [.. units.Select(unit => (double)Numbers.Sum(process => Enrolling.SpentIn(unit, process)))];
            (revenue.X, revenue.XX).Should().Be((spent.Sum(), spent.Sum(x => x * x)), "every process counted what it saw, once");
        }

        // What the processes were answered adds up to the same: nothing was told to two of them.
        const int Exposures = Enrolling.Processes * (Units + Enrolling.Torn);
        int buyers = Enumerable.Range(0, Units).Count(Enrolling.Buys);
        Sum("enrolled").Should().Be(Units + Enrolling.Torn);
        Sum("crossed").Should().Be(Enrolling.Torn);
        Sum("counted").Should().Be(buyers + (Enrolling.Processes * Units));
        Sum("duplicates").Should().Be(Exposures - Units - (2 * Enrolling.Torn) + ((Enrolling.Processes - 1) * buyers));
        Sum("settled").Should().Be(Sum("tracked")).And.Be(Exposures + (Enrolling.Processes * (Units + buyers)));

        long Sum(string what) => told.Sum(one => one[what]);
    }

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    [InlineData("Redis")]
    [InlineData("Redis Cluster")]
    public async Task Processes_that_are_killed_and_run_again_change_no_count(string kind)
    {
        using var files = new Files();
        StoreAddress address = await Stores.NewAsync(kind, files);
        var random = new Random(kind.Length);

        // Those of even numbers go round and round until they are killed, so that the kill comes in the midst of it.
        ProcessRun[] runs =
            await Task.WhenAll(Numbers.Select(number =>
                ProcessRun.EnrollAsync(address, Units, number, rounds: number % 2 == 0 ? long.MaxValue : 1)));
        Array.ForEach(runs, run => run.Go());
        await Task.WhenAll(Numbers.Select(async number =>
        {
            using ProcessRun run = runs[number];
            if (number % 2 != 0)
            {
                await run.EndAsync();
                return;
            }

            await run.ReachAsync("enrolling", random.Next(1, Units / 2));
            await run.KillAsync();
            using ProcessRun again = await ProcessRun.EnrollAsync(address, Units, number, rounds: 1);
            again.Go();
            await again.EndAsync();
        }));

        ShouldHoldEveryUnitOnce(await SummaryAsync(address));
    }

    private static void ShouldHoldEveryUnitOnce(EnrollmentSummary summary)
    {
        summary.Crossed.Should().Be(Enrolling.Torn, "what two arms were shown counts in none");
        summary.Arms.Select(arm => arm.Variant).Should().BeEquivalentTo("blue", "green");
        foreach (ArmSummary arm in summary.Arms)
        {
            int[] units = UnitsOf(arm.Variant);
            MetricSums bought = arm.Metrics.Single(metric => metric.Metric == Enrolling.Bought);
            (arm.Units, bought.X, bought.XX)
                .Should()
                .Be((units.Length, units.Count(Enrolling.Buys), units.Count(Enrolling.Buys)), arm.Variant);
        }
    }

    private static int[] UnitsOf(string variant)
    {
        var assigner = new ExperimentAssigner(Enrolling.Button);
        return [.. Enumerable.Range(0, Units).Where(number => assigner.Decide(Enrolling.UnitOf(number)).Variant!.Key == variant)];
    }

    private static async Task<EnrollmentSummary> SummaryAsync(StoreAddress address)
    {
        await using IReliabilityStore store = address.Open();
        return await store.Enrollments.SummarizeAsync(Enrolling.Id, default);
    }
}
