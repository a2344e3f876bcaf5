namespace Reliability.Releases;

/// <summary>
/// Objects to the release of a service whose newest deployment has tests that failed, or no test results. It is used only where it is asked
/// for. Its reason codes are <see cref="FailedTestsCode"/> and <see cref="MissingTestsCode"/>.
/// </summary>
/// <param name="deployments">The deployments.</param>
/// <param name="environment">The environment. Default: <see cref="DeploymentDefinition.DefaultEnvironment"/>.</param>
/// <param name="onFailed">The verdict when tests failed. Default: <see langword="null"/>, which means none.</param>
/// <param name="onMissing">The verdict when there are no results or no deployment. Default: none.</param>
public sealed class DeploymentTestCheck(
    IDeployments deployments, string? environment = null, GateVerdict? onFailed = null, GateVerdict? onMissing = null) : IReleaseCheck
{
    /// <summary>The reason code: tests of the newest deployment failed, or their run was aborted.</summary>
    public const string FailedTestsCode = "TestsFailed";

    /// <summary>The reason code: the newest deployment has no test results, or none that has passed, or there is no deployment.</summary>
    public const string MissingTestsCode = "TestsMissing";

    private readonly string _environment = environment ?? DeploymentDefinition.DefaultEnvironment;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<GateReason>> CheckAsync(string service, CancellationToken cancellationToken)
    {
        if ((onFailed is null && onMissing is null) || !deployments.Services.Contains(service, StringComparer.Ordinal))
        {
            return [];
        }

        DeploymentPage page = await deployments.ListAsync(
            new DeploymentQuery { Service = service, Environment = _environment, PageSize = 1 }, cancellationToken).ConfigureAwait(false);
        Deployment? newest = page.Deployments.Count == 0 ? null : page.Deployments[0];
        TestResults? tests = newest?.Tests;
        if (tests is { Failed: > 0 } or { IsAborted: true, Total: > 0 })
        {
            string run = tests.IsAborted ? ", and a run was aborted or lists no tests" : string.Empty;
            string first = tests.FailedTests.Count == 0 ? string.Empty : $"; the first is '{tests.FailedTests[0]}'";
            return Because(onFailed, FailedTestsCode, $"{tests.Failed} of {tests.Total} tests of {Name(newest!)} failed{run}{first}.");
        }

        return tests is { IsPassed: true } ? [] : Because(
            onMissing,
            MissingTestsCode,
            newest is null ? $"No deployment to {_environment} is recorded, so no tests are known."
            : tests is null ? $"No test results are attached to {Name(newest)}."
            : $"No test of {Name(newest)} passed or failed.");
    }

    private static string Name(Deployment one) => $"deployment {one.Version} to {one.Environment}";

    private static IReadOnlyList<GateReason> Because(GateVerdict? verdict, string code, string message) => verdict is { } decided
        ? [new GateReason { Verdict = decided, Code = code, Message = message }]
        : [];
}
