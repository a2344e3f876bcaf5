using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record AlertResource(
    string Slo,
    string Service,
    string Rule,
    string Severity,
    string Condition,
    DateTimeOffset At,
    decimal? Value,
    decimal Threshold,
    string Explanation,
    IReadOnlyList<BurnResource> Windows)
{
    /// <summary>The state of the alert; null before its first evaluation, and in responses that show only the reading.</summary>
    public AlertStateResource? Alert { get; init; }

    public static AlertResource From(string slo, string service, AlertReading reading) => new(
        slo,
        service,
        reading.Rule,
        reading.Severity.ToString(),
        reading.Condition.ToString(),
        reading.At,
        JsonNumber.Of(reading.Value),
        JsonNumber.Of(reading.Threshold),
        reading.Explanation,
        [.. reading.Windows.Select(BurnResource.From)]);
}
