using Reliability.Releases;

namespace Reliability.AspNetCore.Internal;

/// <summary>A deployment. Only the response for one deployment contains its history.</summary>
internal sealed record DeploymentResource(
    string Id,
    string Service,
    string Environment,
    string Version,
    string Status,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string By,
    IReadOnlyList<CommitResource> Commits,
    string? RollbackOf,
    TestsResource? Tests,
    IReadOnlyList<TestsResource> TestSuites,
    IReadOnlyList<string> Flags,
    long Revision,
    IReadOnlyList<DeploymentChangeResource>? History)
{
    public static DeploymentResource From(Deployment one) => From(one, null);

    public static DeploymentResource From(Deployment one, IReadOnlyList<DeploymentChange>? history) => new(
        one.Id,
        one.Service,
        one.Environment,
        one.Version,
        one.Status.ToString(),
        one.StartedAt,
        one.EndedAt,
        one.By,
        [.. one.Commits.Select(commit => new CommitResource { Id = commit.Id, At = commit.At })],
        one.RollbackOf,
        one.Tests is { } tests ? TestsResource.From(null, tests) : null,
        [.. one.TestSuites.Select(suite => TestsResource.From(suite.Name, suite.Results))],
        [.. Enum.GetValues<DeploymentDoubts>().Where(flag => flag != DeploymentDoubts.None && one.Flags.HasFlag(flag))
            .Select(flag => flag.ToString())],
        one.Revision,
        history is null ? null : [.. history.Select(DeploymentChangeResource.From)]);
}
