using Reliability.Releases;
using Reliability.Storage;

namespace Reliability.SharedStore.Tests;

/// <summary>Hosts that record their version, in every store: each deployment once, whoever starts, stops and is killed.</summary>
public sealed class DeploymentReplicaTests
{
    public static TheoryData<string> Kinds => SharedStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Ten_replicas_that_start_at_once_record_one_deployment_and_the_next_version_another(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        List<HostedProcess> replicas = [];
        try
        {
            foreach (string version in (string[])["4.7.0", "4.7.1"])
            {
                for (int i = 0; i < 10; i++)
                {
                    replicas.Add(Start(await data.OpenAsync(), version));
                }

                await Task.WhenAll(replicas.Select(one => Task.Run(() => one.RoundAsync("deployments"))));
            }

            IReadOnlyList<Deployment> all = await DeploymentsAsync(await data.OpenAsync());
            all.Select(one => (one.Version, one.Status, one.RollbackOf)).Should().Equal(
                ("4.7.1", DeploymentStatus.Succeeded, null), ("4.7.0", DeploymentStatus.Succeeded, null));
        }
        finally
        {
            foreach (HostedProcess one in replicas)
            {
                await one.DisposeAsync();
            }
        }
    }

    /// <summary>Without the leases, which make a collision rare: the history itself admits one.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_replicas_that_decide_the_same_at_the_same_time_one_records_it(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        List<DeploymentRegister> registers = [];
        for (int i = 0; i < 10; i++)
        {
            registers.Add(new DeploymentRegister((await data.OpenAsync()).Events, ["shop"]));
        }

        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await ObserveAllAsync("1.0", now.AddHours(-2));
        await ObserveAllAsync("2.0", now.AddHours(-1));
        IReadOnlyList<Deployment> before = await DeploymentsAsync(await data.OpenAsync());
        before.Select(one => one.Version).Should().Equal("2.0", "1.0");
        await ObserveAllAsync("1.0", now.AddMinutes(-30));

        IReadOnlyList<Deployment> all = await DeploymentsAsync(await data.OpenAsync());
        all.Select(one => (one.Version, one.Status)).Should().Equal(
            ("1.0", DeploymentStatus.Succeeded), ("2.0", DeploymentStatus.RolledBack), ("1.0", DeploymentStatus.Succeeded));
        all[0].RollbackOf.Should().Be(before[0].Id);
        (await registers[0].GetHistoryAsync("shop")).Should().HaveCount(3);

        Task ObserveAllAsync(string version, DateTimeOffset startedAt) => Task.WhenAll(registers.Select(one => Task.Run(
            () => one.ObserveAsync(new DeploymentObservation
            {
                Service = "shop",
                Environment = "Production",
                Version = version,
                By = "host",
                StartedAt = startedAt,
                LiveVersions = [version],
                Window = TimeSpan.FromMinutes(5),
                IsWindowWatched = true,
            }).AsTask())));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_pipelines_and_people_change_at_once_is_stored_whole_and_pages_have_all_of_it(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        DeploymentRegister[] registers =
        [
            new((await data.OpenAsync()).Events, ["shop"]), new((await data.OpenAsync()).Events, ["shop"]),
        ];
        DeploymentUpdate[] started = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => registers[i % 2].StartAsync(
            new DeploymentStart
            {
                Definition = new DeploymentDefinition { Service = "shop", Version = $"4.7.{i}" },
                By = "pipeline",
                Reason = "a release",
                Id = $"a/b %2f кнопка {i}",
            }).AsTask())));
        started.Should().OnlyContain(one => one.Outcome == DeploymentOutcome.Stored);
        DeploymentUpdate[] finished = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => registers[i % 2].FinishAsync(
            new DeploymentFinish
            {
                Service = "shop",
                DeploymentId = "a/b %2f кнопка 7",
                Status = DeploymentStatus.Succeeded,
                By = "pipeline",
                Reason = "the end",
                Id = $"end {i}",
            }).AsTask())));
        finished.Count(one => one.Outcome == DeploymentOutcome.Stored).Should().Be(1);
        finished.Count(one => one.Outcome == DeploymentOutcome.Conflict).Should().Be(9);
        finished.Should().OnlyContain(one => one.Current!.Status == DeploymentStatus.Succeeded);
        (await DeploymentsAsync(await data.OpenAsync(), pageSize: 7)).Should().HaveCount(30).And.OnlyHaveUniqueItems(one => one.Id);
    }

    private static HostedProcess Start(IReliabilityStore store, string version) => HostedProcess.Start(
        store,
        "shop",
        r => r.RecordDeployments(options => (options.Version, options.Environment) = (version, "Production")));

    private static async Task<IReadOnlyList<Deployment>> DeploymentsAsync(IReliabilityStore store, int pageSize = 1000)
    {
        var register = new DeploymentRegister(store.Events, ["shop"]);
        List<Deployment> all = [];
        string? after = null;
        do
        {
            DeploymentPage page =
                await register.ListAsync(new DeploymentQuery { Service = "shop", PageSize = pageSize, After = after });
            all.AddRange(page.Deployments);
            after = page.Next;
        }
        while (after is not null);

        return all;
    }
}
