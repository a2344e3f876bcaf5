using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Core.Tests.Doubles;
using Reliability.Core.Tests.Slos;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Alerting;

/// <summary>
/// Replays incidents through the whole of it, from buckets to notifications, and holds the table of docs/alerts.md to what comes out.
/// </summary>
public sealed class DetectionTests
{
    private const int Start = 3 * 24 * 60;
    private const int Length = 8 * 60;
    private const int Traffic = 1000;

    [Theory]
    [InlineData(100)]
    [InlineData(10)]
    [InlineData(1)]
    public async Task Incidents_fire_and_clear_when_the_formula_says_so(int percent)
    {
        SloDefinition slo = SloDefinition.Availability("checkout", 99.9m);
        SloDefinition plain =
            slo with { Alerts = [.. slo.Alerts.Cast<BurnRateRule>().Select(rule => rule with { Guard = LowTrafficGuard.None })] };
        Dictionary<string, (int? Fired, int? Resolved)> unguarded = await ReplayAsync(plain, percent);
        Dictionary<string, (int? Fired, int? Resolved)> guarded = await ReplayAsync(slo, percent);
        string docs = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs", "alerts.md"));

        foreach (BurnRateRule rule in slo.Alerts.Cast<BurnRateRule>())
        {
            // SRE Workbook, chapter 5: (1 - SLO) / error ratio * window * burn rate; until the next minute that was measured.
            decimal share = (1 - (slo.Target / 100)) / (percent / 100m) * rule.Factor;
            int? expected = share < 1 ? (int)Math.Floor(share * (decimal)rule.LongWindow.TotalMinutes) + 1 : null;

            // The short window is empty enough when all but that share of it is healthy again; then it must stay so for 5 minutes.
            int? cleared = share < 1 ? (int)Math.Ceiling((1 - share) * (decimal)rule.ShortWindow.TotalMinutes) + 5 : null;
            unguarded.GetValueOrDefault(rule.Name).Should().Be((expected, cleared), rule.Name);

            // The guard wants to be sure: a little later, never earlier; the end is the same.
            (int? fired, int? resolved) = guarded.GetValueOrDefault(rule.Name);
            (fired is null).Should().Be(expected is null);
            (fired ?? 0).Should().BeInRange(expected ?? 0, (int)((expected ?? 0) * 1.05) + 1, rule.Name);
            resolved.Should().Be(cleared, rule.Name);
            string formula =
                expected is null ? "never" : (share * (decimal)rule.LongWindow.TotalMinutes).ToString("0.##", CultureInfo.InvariantCulture);
            docs.Should()
                .Contain(
                    $"| {percent} % | {rule.Name[5..].Replace("-", " / ", StringComparison.Ordinal)} | {formula} | {Text(expected)} | "
                        + $"{Text(fired)} | {Text(cleared)} |");
        }

        static string Text(int? minutes) => minutes?.ToString(CultureInfo.InvariantCulture) ?? "never";
    }

    /// <returns>For each rule the minutes from the incident's start to its firing, and from its end to its clearing.</returns>
    private static async Task<Dictionary<string, (int? Fired, int? Resolved)>> ReplayAsync(SloDefinition slo, int percent)
    {
        using var store = new InMemoryStore();
        var series = new InMemorySeriesStore();
        for (int minute = 0; minute < Start; minute++)
        {
            series.Put(slo, Bucket.At(Bucket.Minute(minute), Traffic, 0));
        }

        var time = new FakeTimeProvider(Bucket.Minute(Start));
        var phone = new Phone();
        var evaluator = new AlertEvaluator(new ErrorBudgets(series, [slo], time), store.Documents, store.Events, [phone], null, time);
        for (int minute = Start; minute < Start + Length + (8 * 60); minute++)
        {
            series.Put(slo, Bucket.At(Bucket.Minute(minute), Traffic, minute < Start + Length ? Traffic * percent / 100 : 0));
            time.SetUtcNow(Bucket.Minute(minute + 1));
            (await evaluator.RunAsync(1)).Should().BeEmpty();
        }

        // The history has slower rules too, of which nobody is told while a faster one fires.
        return (await evaluator.GetHistoryAsync(slo.Service, 100)).GroupBy(one => one.Rule).ToDictionary(
            rule => rule.Key,
            rule =>
                (Minutes(rule.Single(one => one.Kind == AlertTransitionKind.Fired).FiredAt, Start),
                    Minutes(rule.SingleOrDefault(one => one.Kind == AlertTransitionKind.Resolved)?.ResolvedAt, Start + Length)));

        static int? Minutes(DateTimeOffset? at, int from) => at is { } moment ? (int)(moment - Bucket.Minute(from)).TotalMinutes : null;
    }
}
