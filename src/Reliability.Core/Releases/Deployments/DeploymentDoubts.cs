namespace Reliability.Releases;

/// <summary>Specifies what is doubtful about the data of a deployment. Nothing is left out because of a flag.</summary>
[Flags]
public enum DeploymentDoubts
{
    /// <summary>Nothing is doubtful.</summary>
    None = 0,

    /// <summary>
    /// The time of a commit is after the start of the deployment, so that a lead time from this commit would be negative.
    /// </summary>
    CommitAfterDeployment = 1,

    /// <summary>
    /// A host recorded the deployment when it ran the version. The times are the start of that host, and the duration is not known.
    /// </summary>
    Observed = 2,
}
