namespace Reliability.Slos;

/// <summary>Five objectives to start from, each with a target and the alert threshold that goes with it.</summary>
public static class SloPresets
{
    /// <summary>99.9 % of health probes succeed; alert below 99.8 % over 1 hour.</summary>
    public static SloDefinition ApiAvailability { get; } = SloDefinition.Availability("api-availability", 99.9m) with
    {
        Description = "Health probes of the API succeed.",
        Alerts = [new RatioBelowRule(99.8m, TimeSpan.FromHours(1))],
    };

    /// <summary>95 % of requests take at most 500 ms; alert when the 95th percentile exceeds 550 ms over 10 minutes.</summary>
    public static SloDefinition ApiLatency { get; } = SloDefinition.Latency("api-latency", TimeSpan.FromMilliseconds(500), 95m) with
    {
        Description = "Requests to the API are answered within 500 ms.",
        Alerts = [new QuantileAboveRule(0.95, TimeSpan.FromMilliseconds(550), TimeSpan.FromMinutes(10))],
    };

    /// <summary>At most 0.1 % of requests fail; alert when more than 0.2 % fail over 10 minutes.</summary>
    public static SloDefinition ErrorRate { get; } = SloDefinition.Availability("error-rate", 99.9m) with
    {
        Description = "Requests end without a server error.",
        Alerts = [new RatioBelowRule(99.8m, TimeSpan.FromMinutes(10))],
    };

    /// <summary>No write is lost; alert on any loss, for a day.</summary>
    public static SloDefinition DataDurability { get; } = SloDefinition.ZeroTolerance("data-durability") with
    {
        Description = "Successful writes stay written.",
        Alerts = [new BadEventRule(TimeSpan.FromDays(1))],
    };

    /// <summary>Answers score 4.0 of 5.0 on average; alert when the mean is below 3.8 over 24 hours.</summary>
    public static SloDefinition LlmResponseQuality { get; } = SloDefinition.Score("llm-response-quality", average: 4.0m, scale: 5.0m) with
    {
        Description = "Answers of the language model are good.",
        Alerts = [new MeanBelowRule(3.8m, TimeSpan.FromHours(24))],
    };

    /// <summary>All five.</summary>
    public static IReadOnlyList<SloDefinition> All { get; } = [ApiAvailability, ApiLatency, ErrorRate, DataDurability, LlmResponseQuality];
}
