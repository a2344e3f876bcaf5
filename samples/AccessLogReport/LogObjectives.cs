using Reliability.Slos;

namespace AccessLogReport;

/// <summary>The objectives by which a log is judged.</summary>
/// <param name="Availability">The share of requests without a server error.</param>
/// <param name="Latency">The share of requests that are fast enough; stays unmeasured if the log does not tell how long they took.</param>
internal sealed record LogObjectives(SloDefinition Availability, SloDefinition Latency)
{
    public IReadOnlyList<SloDefinition> All => [Availability, Latency];

    public static LogObjectives For(ReportOptions options)
    {
        TimeSpan tenMinutes = TimeSpan.FromMinutes(10);
        decimal twiceTheBudget = 100 - (2 * (100 - options.Target));
        SloDefinition availability = SloBuilder.Create("availability", slo =>
        {
            slo.Availability(options.Target)
                .OfService(options.Service)
                .Describe("Requests end without a server error (status below 500).")
                .AlertOnBurnRate();
            if (twiceTheBudget > 0)
            {
                slo.AlertWhen(new PercentBelowRule(twiceTheBudget, tenMinutes) { Severity = AlertSeverity.Ticket });
            }
        });
        TimeSpan threshold = TimeSpan.FromMilliseconds(500);
        SloDefinition latency = SloBuilder.Create("latency", slo => slo
            .Latency(threshold, 95m)
            .OfService(options.Service)
            .Describe("Requests are answered within 500 ms.")
            .AlertOnBurnRate()
            .AlertWhen(new QuantileAboveRule(0.95, threshold * 1.1, tenMinutes) { Severity = AlertSeverity.Page }));
        return new LogObjectives(availability, latency);
    }
}
