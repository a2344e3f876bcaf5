using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Releases;

/// <summary>A request to attach the results of a test run to a deployment. A later one of the same suite replaces the earlier.</summary>
public sealed record DeploymentTestReport : ChangeRequest
{
    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the ID of the deployment.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string DeploymentId { get; init => field = AuditText.RequireId(value); }

    /// <summary>Gets the name of the suite: 1 to 100 characters without control characters. Default: <c>tests</c>.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public string Suite { get; init => field = AuditText.RequireId(value); } = "tests";

    /// <summary>Gets the results, for example from <see cref="TestResultReader"/>.</summary>
    public required TestResults Results { get; init; }
}
