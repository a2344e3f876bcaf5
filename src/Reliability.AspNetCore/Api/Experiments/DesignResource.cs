using Reliability.Common.Internal;
using Reliability.Experiments;
using Reliability.Statistics;

namespace Reliability.AspNetCore.Internal;

/// <summary>The rules by which an experiment decides. What its stopping rule does not have is null.</summary>
internal sealed record DesignResource(
    string Stopping,
    long? TargetUnits,
    IReadOnlyList<double>? Looks,
    string? Spending,
    double? TuningSize,
    double? TuningAlpha,
    double? Alpha,
    double? Power,
    string PrimaryCorrection,
    string SecondaryCorrection,
    long MinUnits,
    double MinDurationSeconds,
    double? SampleRatioThreshold,
    double? MaxCrossedShare,
    bool RollsBack)
{
    public static DesignResource From(ExperimentDesign design)
    {
        var always = design.Stopping as AlwaysValidRule;
        var looks = design.Stopping as GroupSequentialRule;
        return new(
            design.Stopping switch
            {
                FixedHorizonRule => "FixedHorizon",
                GroupSequentialRule => "GroupSequential",
                _ => "AlwaysValid",
            },
            looks?.TargetUnits ?? (design.Stopping as FixedHorizonRule)?.TargetUnits,
            looks is null ? null : [.. looks.Looks.Select(share => JsonNumber.Of(share)!.Value)],
            looks?.Spending.ToString(),
            JsonNumber.Of(always?.TuningSize),
            JsonNumber.Of(always?.TuningAlpha),
            JsonNumber.Of(design.Alpha),
            JsonNumber.Of(design.Power),
            design.PrimaryCorrection.ToString(),
            design.SecondaryCorrection.ToString(),
            design.MinUnits,
            JsonNumber.Of(design.MinDuration.TotalSeconds)!.Value,
            JsonNumber.Of(design.SampleRatioThreshold),
            JsonNumber.Of(design.MaxCrossedShare),
            design.RollsBack);
    }
}
