using Reliability.Common.Internal;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>A pattern. Its profile begins on Monday or at midnight.</summary>
internal sealed record SeasonResource(
    bool Detected, string State, double? PValue, double? Strength, double? Correlation, IReadOnlyList<double?> Profile)
{
    public static SeasonResource? From(SeasonalPattern? pattern) => pattern is null ? null : new(
        pattern.IsDetected,
        pattern.State.ToString(),
        JsonNumber.Of(pattern.PValue),
        JsonNumber.Of((double?)pattern.Strength),
        JsonNumber.Of(pattern.Correlation),
        [.. pattern.Profile.Select(effect => JsonNumber.Of((double?)effect))]);
}
