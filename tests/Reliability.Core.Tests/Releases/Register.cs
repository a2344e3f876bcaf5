using Microsoft.Extensions.Time.Testing;
using Reliability.Releases;
using Reliability.Storage;

namespace Reliability.Core.Tests.Releases;

/// <summary>A register of deployments of the service <c>shop</c>, on a clock that tests move.</summary>
internal sealed class Register : IDisposable
{
    public const string Service = "shop";
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly InMemoryStore _store;

    public Register()
    {
        _store = new InMemoryStore(Clock);
        Deployments = Again();
    }

    public FakeTimeProvider Clock { get; } = new(Noon);

    public IEventLog Log => _store.Events;

    public DeploymentRegister Deployments { get; }

    /// <summary>Another process with the same store.</summary>
    public DeploymentRegister Again() => new(_store.Events, [Service, "partners"], Clock);

    public static DeploymentDefinition Version(string version, string? environment = null, string? rollbackOf = null) => new()
    {
        Service = Service,
        Version = version,
        Environment = environment ?? DeploymentDefinition.DefaultEnvironment,
        RollbackOf = rollbackOf,
    };

    public async Task<DeploymentUpdate> StartAsync(string id, string version, string? environment = null, string? rollbackOf = null) =>
        await Deployments.StartAsync(new DeploymentStart
        {
            Definition = Version(version, environment, rollbackOf),
            By = "pipeline",
            Reason = "a release",
            Id = id,
        });

    public async Task<DeploymentUpdate> FinishAsync(
        string deployment, DeploymentStatus status = DeploymentStatus.Succeeded, string? id = null, long? revision = null) =>
        await Deployments.FinishAsync(new DeploymentFinish
        {
            Service = Service,
            DeploymentId = deployment,
            Status = status,
            Revision = revision,
            By = "pipeline",
            Reason = "the end",
            Id = id ?? $"finish-{deployment}-{status}",
        });

    public async Task<DeploymentUpdate> RecordAsync(
        string id,
        string version,
        DateTimeOffset? startedAt = null,
        DateTimeOffset? endedAt = null,
        string? environment = null,
        DeploymentStatus status = DeploymentStatus.Succeeded,
        string? rollbackOf = null) => await Deployments.RecordAsync(new CompletedDeployment
        {
            Definition = Version(version, environment, rollbackOf),
            StartedAt = startedAt,
            EndedAt = endedAt ?? startedAt,
            Status = status,
            By = "pipeline",
            Reason = "a release",
            Id = id,
        });

    public async Task<DeploymentUpdate> TestAsync(string deployment, TestResults results, string suite = "unit", string? id = null) =>
        await Deployments.AttachTestsAsync(new DeploymentTestReport
        {
            Service = Service,
            DeploymentId = deployment,
            Suite = suite,
            Results = results,
            By = "pipeline",
            Reason = "a test run",
            Id = id ?? Guid.NewGuid().ToString("N"),
        });

    public void Dispose() => _store.Dispose();
}
