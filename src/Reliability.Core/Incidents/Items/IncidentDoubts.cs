namespace Reliability.Incidents;

/// <summary>
/// Specifies what is doubtful about the times of an incident. Nothing of it is an error: the incident counts, and doubtful durations do
/// not.
/// </summary>
[Flags]
public enum IncidentDoubts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It ended before it started. Its durations do not count.</summary>
    NegativeDuration = 1,

    /// <summary>It ended when it started. Its durations do not count.</summary>
    ZeroDuration = 2,

    /// <summary>It lasted more than 30 days, as with a wrong year. Its durations do not count.</summary>
    TooLong = 4,

    /// <summary>When it was detected is not known. It does not count for the time to detect.</summary>
    NoDetection = 8,

    /// <summary>It was opened after it was over, or a day or more after it started.</summary>
    PostedLate = 16,

    /// <summary>Milestones are not in their usual order. Mitigation may be before or after the cause is known, which is no doubt.</summary>
    OutOfOrder = 32,

    /// <summary>The start, the detection or the mitigation is an estimate.</summary>
    Estimated = 64,
}
