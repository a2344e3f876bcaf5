using Reliability.Common;
using Reliability.Releases;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>Deployments: their register, their markers, the versions that hosts run, and their test results at the gate.</summary>
internal sealed class DeploymentsModule : ICapabilityModule
{
    public void Register(SetupServices services)
    {
        services.AddShared<IDeployments>(
            setup => new DeploymentRegister(setup.Get<IEventLog>(), setup.Setup.Services, setup.TimeProvider));
        services.Add<IMarkerSource>(setup => new DeploymentMarkers(setup.Get<IDeployments>(), EnvironmentOf(setup)));
        services.Add<IReleaseCheck>(setup => new DeploymentTestCheck(
            setup.Get<IDeployments>(),
            EnvironmentOf(setup),
            setup.Options.Deployments.OnFailedTests,
            setup.Options.Deployments.OnMissingTests));
        services.AddHosted(setup => setup.Job(JobOf(setup)));
    }

    public void Validate(OptionProblems problems)
    {
        const string Group = nameof(ReliabilityOptions.Deployments);
        DeploymentOptions options = problems.Options.Deployments;
        problems.Range(options.Interval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), Group, nameof(options.Interval));
        problems.Range(options.RollbackAfter, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), Group, nameof(options.RollbackAfter));
        Text(nameof(options.Version), options.Version, text => new DeploymentDefinition { Service = "any", Version = text });
        Text(
            nameof(options.Environment),
            options.Environment,
            text => new DeploymentDefinition { Service = "any", Version = "any", Environment = text });
        Verdict(nameof(options.OnFailedTests), options.OnFailedTests);
        Verdict(nameof(options.OnMissingTests), options.OnMissingTests);
        if (options.RecordHosts && HostVersion.Of(options) is null)
        {
            problems.Add($"{Group}:{nameof(options.Version)}", "the process has no entry assembly that states a version. Set the version.");
        }

        void Text(string setting, string? value, Func<string, object> read)
        {
            if (value is not null)
            {
                problems.Try($"{Group}:{setting}", () => read(value));
            }
        }

        void Verdict(string setting, GateVerdict? value)
        {
            if (value is { } verdict)
            {
                problems.Word(verdict, [GateVerdict.Unknown], Group, setting);
            }
        }
    }

    private static string EnvironmentOf(SetupProvider setup) => HostVersion.EnvironmentOf(setup.Options.Deployments, setup.Services);

    private static JobDefinition JobOf(SetupProvider setup)
    {
        DeploymentOptions options = setup.Options.Deployments;
        return options.RecordHosts && HostVersion.Of(options) is { } version
            ? new HostVersionJob(
                setup.Get<IDeployments>(),
                setup.Jobs,
                setup.Setup.Service,
                version,
                EnvironmentOf(setup),
                options,
                setup.TimeProvider).Definition
            : JobDefinition.Of(
                HostVersionJob.Name, options.Interval, [], (_, _) => ValueTask.FromResult(new JobRound([], [])));
    }
}
