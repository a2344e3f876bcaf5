namespace Reliability.Jobs;

/// <summary>Whether a job is done as often as it should be.</summary>
public enum JobState
{
    /// <summary>Nobody has said yet that it was done, and it is not late.</summary>
    Unknown = 0,

    /// <summary>It was last done less than three intervals ago.</summary>
    OnTime,

    /// <summary>It has not been done for more than three intervals.</summary>
    Late,
}
