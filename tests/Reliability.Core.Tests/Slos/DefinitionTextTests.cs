using System.Globalization;
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
            "99.9 % availability over 30d rolling, counted in events; alerts: burn-1h-5m above 14.4 (Page, 5 bad and 0.95 sure), burn-6h-30m above 6 (Page, 5 bad and 0.95 sure), "
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
            SloDefinition.Score("s", 4, 5) with { Alerts = [new MeanBelowRule(3.8m, TimeSpan.FromDays(1)) { Guard = LowTrafficGuard.None }] },
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
            "99 % measurement of at least 30 over 30d rolling, counted in slices of 1h with 90 % (missing ones: Bad, coverage: 0.5); alerts: none"
        },
        {
            SloDefinition.ZeroTolerance("z", 2) with { Alerts = [new BadEventRule(TimeSpan.FromDays(1))] },
            "losses",
            "at most 2 losses over 30d rolling, counted in events; alerts: any-bad-event-24h (Ticket)"
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
                DefinitionText.Measures(slo).Should().Be(measures);
                DefinitionText.Of(slo).Should().Be(whole);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
