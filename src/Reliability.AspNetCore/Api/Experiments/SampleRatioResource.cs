using Reliability.Common.Internal;
using Reliability.Statistics;

namespace Reliability.AspNetCore.Internal;

internal sealed record SampleRatioResource(
    double? PValue, bool IsMismatch, double? Threshold, IReadOnlyList<double?> ExpectedUnits, string Method)
{
    public static SampleRatioResource From(SampleRatioResult result) => new(
        JsonNumber.Of(result.PValue),
        result.IsMismatch,
        JsonNumber.Of(result.Threshold),
        [.. result.Expected.Select(units => JsonNumber.Of(units))],
        result.Method.ToString());
}
