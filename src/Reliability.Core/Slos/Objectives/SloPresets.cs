namespace Reliability.Slos;

/// <summary>Provides five predefined objectives, each with a target and a matching alert threshold.</summary>
public static class SloPresets
{
    /// <summary>Gets the objective "99.9 % of health probes succeed". It alerts below 99.8 % over 1 hour.</summary>
    public static SloDefinition ApiAvailability { get; } = SloDefinition.Availability("api-availability", 99.9m) with
    {
        Description = "Health probes of the API succeed.",
        Alerts = [new PercentBelowRule(99.8m, TimeSpan.FromHours(1)) { Severity = AlertSeverity.Page }],
    };

    /// <summary>
    /// Gets the objective "95 % of requests take at most 500 ms". It alerts if the 95th percentile exceeds 550 ms over 10 minutes.
    /// </summary>
    public static SloDefinition ApiLatency { get; } = SloDefinition.Latency("api-latency", TimeSpan.FromMilliseconds(500), 95m) with
    {
        Description = "Requests to the API are answered within 500 ms.",
        Alerts = [new QuantileAboveRule(0.95, TimeSpan.FromMilliseconds(550), TimeSpan.FromMinutes(10)) { Severity = AlertSeverity.Page }],
    };

    /// <summary>Gets the objective "at most 0.1 % of requests fail". It alerts if more than 0.2 % fail over 10 minutes.</summary>
    public static SloDefinition ErrorRate { get; } = SloDefinition.Availability("error-rate", 99.9m) with
    {
        Description = "Requests end without a server error.",
        Alerts = [new PercentBelowRule(99.8m, TimeSpan.FromMinutes(10)) { Severity = AlertSeverity.Page }],
    };

    /// <summary>Gets the objective "no write is lost". It alerts for a day after any loss.</summary>
    public static SloDefinition DataDurability { get; } = SloDefinition.ZeroTolerance("data-durability") with
    {
        Description = "Successful writes stay written.",
        Alerts = [new BadEventRule(TimeSpan.FromDays(1)) { Severity = AlertSeverity.Page }],
    };

    /// <summary>Gets the objective "answers score 4.0 of 5.0 on average". It alerts if the mean is below 3.8 over 24 hours.</summary>
    public static SloDefinition LlmResponseQuality { get; } = SloDefinition.Score("llm-response-quality", average: 4.0m, scale: 5.0m) with
    {
        Description = "Answers of the language model are good.",
        Alerts = [new MeanBelowRule(3.8m, TimeSpan.FromHours(24)) { Severity = AlertSeverity.Page }],
    };

    /// <summary>Gets all five objectives.</summary>
    public static IReadOnlyList<SloDefinition> All { get; } = [ApiAvailability, ApiLatency, ErrorRate, DataDurability, LlmResponseQuality];
}
