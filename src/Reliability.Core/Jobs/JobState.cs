namespace Reliability.Jobs;

/// <summary>Specifies whether a job is done as often as declared.</summary>
public enum JobState
{
    /// <summary>No process has done the job yet, and it is not late.</summary>
    Unknown = 0,

    /// <summary>The job was last done less than three intervals ago.</summary>
    OnTime,

    /// <summary>The job has not been done for more than three intervals.</summary>
    Late,
}
