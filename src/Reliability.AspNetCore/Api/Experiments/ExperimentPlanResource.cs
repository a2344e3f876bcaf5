namespace Reliability.AspNetCore.Internal;

/// <summary>What a change would do to an experiment.</summary>
internal sealed record ExperimentPlanResource(
    string Key,
    string StateBefore,
    string StateAfter,
    bool IsPossible,
    IReadOnlyList<string> Rejections,
    IReadOnlyList<string> Effect);
