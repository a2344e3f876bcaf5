using Reliability.Common.Internal;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The change of the level over all lasting shifts. A ratio that is not defined is null, and <c>Reason</c> states why.
/// <c>DecidesVerdict</c> says whether <c>TrendType</c> is its verdict, and not that of the robust line.
/// </summary>
internal sealed record LevelChangeResource(
    bool DecidesVerdict, double? Start, double? End, double? Change, double? ChangeRatio, string? Reason)
{
    public static LevelChangeResource? From(TrendReport report) => report.LevelChange is not { } change ? null : new(
        report.IsDecidedByLevels,
        JsonNumber.Of((double?)change.Start),
        JsonNumber.Of((double?)change.End),
        JsonNumber.Of((double?)change.Absolute),
        JsonNumber.Of(change.Ratio),
        change.Reason);
}
