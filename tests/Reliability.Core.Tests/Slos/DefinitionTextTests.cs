using System.Globalization;
using CsCheck;
using Reliability.Alerting;
using Reliability.Alerting.Internal;
using Reliability.Slos;
using Reliability.Slos.Internal;

namespace Reliability.Core.Tests.Slos;

/// <summary>These words are stored: a test that fails here means that budgets would start anew with an update.</summary>
public sealed class DefinitionTextTests
{
    public static TheoryData<SloDefinition, string, string> Definitions => new()
    {
        {
            SloDefinition.Availability("a", 99.90m),
            "availability",
            "99.9 % availability over 30d rolling, counted in events; alerts: burn-1h-5m above 14.4 (Page, 5 bad and 0.95 sure), "
                + "burn-6h-30m above 6 (Page, 5 bad and 0.95 sure), "
            + "burn-24h-2h above 3 (Ticket, 5 bad and 0.95 sure), burn-3d-6h above 1 (Ticket, 5 bad and 0.95 sure)"
        },
        {
            SloDefinition.Latency("l", TimeSpan.FromMilliseconds(250.5), 95m) with
            {
                Window = SloWindow.Calendar(CalendarPeriod.Month, "Europe/Berlin"),
                Alerts = [],
            },
            "latency of at most 250.5 ms",
            "95 % latency of at most 250.5 ms over a Month in Europe/Berlin, counted in events; alerts: none"
        },
        {
            SloDefinition.Score("s", 4, 5) with { Alerts = [new MeanBelowRule(3.8m, TimeSpan.FromDays(1))] },
            "score of 5",
            "80 % score of 5 over 30d rolling, counted in events; alerts: mean-below-3.8-24h (Ticket)"
        },
        {
            SloDefinition.Score("s", 4, 5) with
            {
                Alerts = [new MeanBelowRule(3.8m, TimeSpan.FromDays(1)) { Guard = LowTrafficGuard.None }],
            },
            "score of 5",
            "80 % score of 5 over 30d rolling, counted in events; alerts: mean-below-3.8-24h (Ticket, 0 bad, 0 values and 0.5 sure)"
        },
        {
            SloDefinition.Measurement("m", 30, 99, goodAtLeast: true) with
            {
                Alerts = [],
                Budgeting = Budgeting.TimeSlices(TimeSpan.FromHours(1), 90m, MissingSlice.Bad, 0.5m),
            },
            "measurement of at least 30",
            "99 % measurement of at least 30 over 30d rolling, counted in slices of 1h with 90 % (missing ones: Bad, coverage: 0.5); "
                + "alerts: none"
        },
        {
            SloDefinition.ZeroTolerance("z", 2) with { Alerts = [new BadEventRule(TimeSpan.FromDays(1))] },
            "losses",
            "at most 2 losses over 30d rolling, counted in events; alerts: any-bad-event-24h (Ticket)"
        },
        {
            SloDefinition.Availability("renamed", 99) with
            {
                AtRiskBelow = 0.1m,
                Alerts =
                [
                    new BurnRateRule(TimeSpan.FromHours(2), TimeSpan.FromMinutes(10), 14.40001m, AlertSeverity.Page) { Name = "fast" },
                    new PercentBelowRule(99.5m, TimeSpan.FromHours(1)) { Name = "ratio" },
                    new BadEventRule(TimeSpan.FromHours(1)) { Name = "any" },
                ],
            },
            "availability",
            "99 % availability over 30d rolling, counted in events; alerts: fast above 14.40001 over 2h and 10m (Page, 5 bad and 0.95 "
                + "sure), "
            + "ratio below 99.5 % over 1h (Ticket), any over 1h (Ticket); at risk below 10 %"
        },
        {
            SloDefinition.Measurement("m", 30, 99) with { Alerts = [new QuantileAboveRule(0.9995, 40, TimeSpan.FromHours(1))] },
            "measurement of at most 30",
            "99 % measurement of at most 30 over 30d rolling, counted in events; alerts: p99.95-above-40-1h at 0.9995 above 40 over 1h "
                + "(Ticket)"
        },
    };

    [Theory]
    [MemberData(nameof(Definitions))]
    public void A_definition_has_its_words_in_every_culture(SloDefinition slo, string measures, string whole)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in (string[])["", "de-DE", "ar-SA"])
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                DefinitionText.Measures(slo.Indicator).Should().Be(measures);
                slo.Describe().Should().Be(whole);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>
    /// Whatever a definition consists of, in values of which some are as close as their type allows. Two definitions that differ in one
    /// part of it are told apart, and two that are equal are not.
    /// </summary>
    [Fact]
    public void Definitions_have_the_same_words_exactly_when_they_are_equal() =>
        Gen.Select(Gen.Int[0, 5].Array[Parts], Gen.Int[0, Parts - 1], Gen.Int[0, 5]).Sample(
            (parts, changed, value) =>
            {
                int[] others = [.. parts];
                others[changed] = value;
                (SloDefinition slo, BudgetPolicy policy) = Build(parts);
                (SloDefinition other, BudgetPolicy otherPolicy) = Build(others);
                (Define(slo, policy) == Define(other, otherPolicy)).Should()
                    .Be(slo == other && policy == otherPolicy, $"{Define(slo, policy)}, changed in part {changed}");
            },
            iter: 20_000);

    [Fact]
    public void A_definition_names_what_its_alerts_do_otherwise_than_by_default_and_whom_they_tell()
    {
        SloDefinition slo = SloDefinition.Availability("any", 99m);
        var behavior = new AlertBehavior
        {
            MinDuration = TimeSpan.FromMinutes(2),
            ResolveAfter = TimeSpan.Zero,
            Cooldown = TimeSpan.FromHours(1),
        };

        AlertText.Definition(slo, [], AlertBehavior.Default, []).Should().Be(slo.Describe());
        AlertText.Definition(slo, [], behavior, ["pager", "ops"])
            .Should()
            .Be($"{slo.Describe()}; fires after 2m; resolves after 0ms; fires again after 1h; notifiers: ops, pager");
        SloDefinition quiet = slo with { Alerts = [] };
        AlertText.Definition(quiet, [], behavior, ["ops"]).Should().Be(quiet.Describe(), "it has nothing to tell");
    }

    private const int Parts = 27;

    private static string Define(SloDefinition slo, BudgetPolicy policy) =>
        AlertText.Definition(slo, [policy], AlertBehavior.Default, ["ops"]);

    private static readonly Func<AlertNotification, CancellationToken, ValueTask> Act = (_, _) => ValueTask.CompletedTask;

    private static (SloDefinition Slo, BudgetPolicy Policy) Build(int[] part)
    {
        int next = 0;
        SloDefinition slo = new("any", Of(99.9m, 99.90m, 99.99m, 99.99999999m, 95m, 95.000000000000000001m), Of<Indicator>(
            new AvailabilityIndicator(),
            new LatencyIndicator(TimeSpan.FromMilliseconds(250)),
            new LatencyIndicator(TimeSpan.FromMilliseconds(250) + TimeSpan.FromTicks(1)),
            new ScoreIndicator(5),
            new ScoreIndicator(Math.BitIncrement(5.0)),
            new MeasurementIndicator(5, goodAtLeast: true)))
        {
            Window = Of<SloWindow>(
                SloWindow.Default,
                SloWindow.Rolling(TimeSpan.FromDays(30)),
                SloWindow.Rolling(TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1)),
                SloWindow.Calendar(CalendarPeriod.Month, "UTC"),
                SloWindow.Calendar(CalendarPeriod.Week, "UTC"),
                SloWindow.Calendar(CalendarPeriod.Month, "Europe/Berlin")),
            Budgeting = Of(
                Budgeting.Occurrences,
                Budgeting.TimeSlices(TimeSpan.FromHours(1), 90m, MissingSlice.Bad, 0.5m),
                Budgeting.TimeSlices(TimeSpan.FromMinutes(30), 90m, MissingSlice.Bad, 0.5m),
                Budgeting.TimeSlices(TimeSpan.FromHours(1), 90.00000000001m, MissingSlice.Bad, 0.5m),
                Budgeting.TimeSlices(TimeSpan.FromHours(1), 90m, MissingSlice.Good, 0.5m),
                Budgeting.TimeSlices(TimeSpan.FromHours(1), 90m, MissingSlice.Bad, 0.50001m)),
            AtRiskBelow = Of(0.25m, 0.250m, 0.1m, 0.10000000000000001m, 0m, 1m),
            ExpectsEventsWithin = Of<TimeSpan?>(
                null,
                TimeSpan.FromMinutes(1),
                TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(1),
                TimeSpan.FromHours(24),
                TimeSpan.FromDays(1),
                TimeSpan.FromDays(2)),
        };
        LowTrafficGuard guard = new(Of(5, 5, 5, 0, 1, 2), Of(0.95, 0.95, 0.9500000001, 0.5, 0.99, 0.9))
        {
            MinValues = Of(30, 30, 31, 0, 1, 2),
        };
        AlertSeverity severity = Of(AlertSeverity.Page, AlertSeverity.Page, AlertSeverity.Page, AlertSeverity.Ticket, AlertSeverity.Ticket);
        TimeSpan window = TimeSpan.FromMinutes(Of(60, 60, 61, 120, 1440, 2880));
        AlertRule rule = Of<Func<AlertRule>>(
            () => new BurnRateRule(window, TimeSpan.FromMinutes(Of(5, 5, 6, 7, 8, 60)), Of(1m, 1.0m, 1.00001m, 2m, 14.4m, 6m), severity)
            {
                Guard = guard,
            },
            () => new PercentBelowRule(Of(99m, 99.0m, 99.000000000000000001m, 98m, 97m, 96m), window)
            {
                Guard = guard,
                Severity = severity,
            },
            () => new MeanBelowRule(Of(3m, 3.0m, 3.000000000000000001m, 4m, 5m, 6m), window) { Guard = guard, Severity = severity },
            () => new QuantileAboveRule(Of(0.99, 0.99, 0.990001, 0.5, 0.9, 0.95), Of(0.3, 0.3, 0.30000001, 1, 2, 3), window)
            {
                Guard = guard,
                Severity = severity,
            },
            () => new QuantileAboveRule(0.99, TimeSpan.FromTicks(Of(3_000_000, 3_000_000, 3_000_001, 1, 2, 3)), window)
            {
                Guard = guard,
                Severity = severity,
            },
            () => new BadEventRule(window) { Severity = severity })();
        rule = Of(false, false, true, true, true, true) ? rule with { Name = Of("mine", "mine", "yours", "ours", "a", "b") } : rule;
        var policy = new BudgetPolicy("freeze", "any", Of(0.1m, 0.10m, 0.10000001m, 0.2m, 0.3m, 0m))
        {
            RecoveryMargin = Of(0.05m, 0.050m, 0.05000001m, 0.1m, 0.2m, 0.3m),
            Guard = new LowTrafficGuard(Of(5, 5, 5, 0, 1, 2), Of(0.95, 0.95, 0.9500000001, 0.5, 0.99, 0.9))
            {
                MinValues = Of(30, 30, 31, 0),
            },
            Severity = Of(AlertSeverity.Page, AlertSeverity.Ticket),
            Notifies = Of(true, false),
            FreezesReleases = Of(true, false),
            IsDryRun = Of(true, false),
            Action = Of(true, false) ? Act : null,
        };
        return (slo with { Alerts = [rule] }, policy);

        T Of<T>(params T[] values)
        {
            int one = part[next++];
            return values[one % values.Length];
        }
    }
}
