using Reliability.Releases;

namespace Reliability.Core.Tests.Releases;

public sealed class DeploymentAttributionTests : IDisposable
{
    private static readonly DateTimeOffset Noon = Register.Noon;
    private readonly Register _register = new();

    public void Dispose() => _register.Dispose();

    [Theory]
    [InlineData(-1, DeploymentAttributionKind.None, null, null)]
    [InlineData(0, DeploymentAttributionKind.LastBefore, "build-1", 0)]
    [InlineData(5, DeploymentAttributionKind.LastBefore, "build-1", 0)]
    [InlineData(70, DeploymentAttributionKind.LastBefore, "build-2", 5)]
    [InlineData(65 + 1440, DeploymentAttributionKind.LastBefore, "build-2", 1440)]
    [InlineData(65 + 1441, DeploymentAttributionKind.None, null, null)]
    public async Task The_last_deployment_that_started_before_within_a_day_counts(
        int minutes, DeploymentAttributionKind kind, string? id, int? age)
    {
        DeploymentAttribution found = await (await ScenarioAsync()).AttributeAsync("shop", Noon.AddDays(-3).AddMinutes(minutes));
        (found.Kind, found.Deployment?.Id, found.Age?.TotalMinutes).Should().Be((kind, id, age));
    }

    [Fact]
    public async Task A_named_deployment_wins_whatever_its_age_and_an_unknown_one_is_not_found()
    {
        DeploymentRegister deployments = await ScenarioAsync();
        DeploymentAttribution named = await deployments.AttributeAsync("shop", Noon, "build-1");
        (named.Kind, named.Deployment!.Id, named.Age).Should()
            .Be((DeploymentAttributionKind.Explicit, "build-1", TimeSpan.FromDays(3) - TimeSpan.FromMinutes(10)));
        DeploymentAttribution early = await deployments.AttributeAsync("shop", Noon.AddDays(-9), "build-1");
        early.Age.Should().Be(TimeSpan.Zero);
        DeploymentAttribution unknown = await deployments.AttributeAsync("shop", Noon.AddDays(-3).AddMinutes(5), "nope");
        (unknown.Kind, unknown.Deployment).Should().Be((DeploymentAttributionKind.NotFound, null));
    }

    [Fact]
    public async Task The_environment_and_the_limit_can_be_chosen()
    {
        DeploymentRegister deployments = await ScenarioAsync();
        DateTimeOffset at = Noon.AddDays(-3).AddMinutes(70);
        (await deployments.AttributeAsync("shop", at, environment: "staging")).Deployment!.Id.Should().Be("staged");
        (await deployments.AttributeAsync("shop", at, limit: TimeSpan.FromMinutes(5))).Deployment!.Id.Should().Be("build-2");
        (await deployments.AttributeAsync("shop", at, limit: TimeSpan.FromMinutes(4))).Kind.Should().Be(DeploymentAttributionKind.None);
        await deployments.Awaiting(one => one.AttributeAsync("shop", at, limit: TimeSpan.FromTicks(-1)).AsTask())
            .Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task It_does_not_depend_on_what_else_is_asked()
    {
        DeploymentRegister deployments = await ScenarioAsync();
        Deployment[] all = [.. (await deployments.ListAsync(new DeploymentQuery { Service = "shop" })).Deployments];
        foreach (int minutes in Enumerable.Range(0, 200))
        {
            DateTimeOffset at = Noon.AddDays(-3).AddMinutes(minutes);
            DeploymentAttribution whole = DeploymentAttribution.Of(all, at);
            DeploymentAttribution part = DeploymentAttribution.Of(all.Reverse().Where(one => one.StartedAt <= at), at);
            part.Should().Be(whole);
        }
    }

    /// <summary>build-1 from 0 to 10 minutes, staged at 30, build-2 from 60 to 65, three days before noon.</summary>
    private async Task<DeploymentRegister> ScenarioAsync()
    {
        DateTimeOffset first = Noon.AddDays(-3);
        await _register.RecordAsync("build-2", "4.7.2", first.AddMinutes(60), first.AddMinutes(65), status: DeploymentStatus.Failed);
        await _register.RecordAsync("build-1", "4.7.1", first, first.AddMinutes(10));
        await _register.RecordAsync("staged", "4.7.3", first.AddMinutes(30), environment: "Staging");
        return _register.Deployments;
    }
}
