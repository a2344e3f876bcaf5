using Reliability.Releases;
using Reliability.Releases.Internal;

namespace Reliability.Core.Tests.Releases;

/// <summary>What a host observes: cases that are named, and a model of hosts that start, stop and crash in any order.</summary>
public sealed class ObservationTests : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private readonly Register _register = new();

    public void Dispose() => _register.Dispose();

    [Fact]
    public async Task A_version_that_was_never_deployed_is_recorded_at_once_and_once()
    {
        Deployment first = (await ObserveAsync("1.0", watched: false))!;
        first.Should().BeEquivalentTo(new
        {
            Version = "1.0",
            StartedAt = Register.Noon,
            EndedAt = Register.Noon,
            Status = DeploymentStatus.Succeeded,
            Flags = DeploymentDoubts.Observed,
            RollbackOf = (string?)null,
            By = "host web-1",
        });
        for (int restart = 0; restart < 100; restart++)
        {
            _register.Clock.Advance(TimeSpan.FromMinutes(7));
            (await ObserveAsync("1.0")).Should().BeNull();
        }

        (await _register.Deployments.GetHistoryAsync("shop")).Should().ContainSingle();
    }

    [Fact]
    public async Task An_earlier_version_beside_a_live_later_one_is_no_deployment()
    {
        await ObserveAsync("1.0");
        await ObserveAsync("2.0");
        for (int round = 0; round < 50; round++)
        {
            _register.Clock.Advance(TimeSpan.FromMinutes(1));
            (await ObserveAsync("1.0", live: ["1.0", "2.0"])).Should().BeNull();
            (await ObserveAsync("2.0", live: ["1.0", "2.0"])).Should().BeNull();
        }
    }

    [Fact]
    public async Task An_earlier_version_alone_for_the_window_is_a_rollback()
    {
        await ObserveAsync("1.0");
        Deployment second = (await ObserveAsync("2.0"))!;
        _register.Clock.Advance(TimeSpan.FromMinutes(6));
        (await ObserveAsync("1.0", watched: false)).Should().BeNull("it has not watched for long enough");
        Deployment rollback = (await ObserveAsync("1.0"))!;
        (rollback.RollbackOf, rollback.StartedAt).Should().Be((second.Id, Register.Noon.AddMinutes(1)));
        (await _register.Deployments.GetAsync("shop", second.Id))!.Status.Should().Be(DeploymentStatus.RolledBack);
        (await ObserveAsync("1.0")).Should().BeNull();

        _register.Clock.Advance(TimeSpan.FromMinutes(6));
        Deployment again = (await ObserveAsync("2.0", live: ["2.0"]))!;
        again.RollbackOf.Should().BeNull("what was withdrawn is deployed again, which withdraws nothing");
    }

    [Fact]
    public async Task A_version_that_was_deployed_within_the_window_is_not_given_up()
    {
        await ObserveAsync("1.0");
        _register.Clock.Advance(TimeSpan.FromHours(1));
        await _register.RecordAsync("build-2", "2.0");
        (await ObserveAsync("1.0")).Should().BeNull("its hosts may still start");
        _register.Clock.Advance(Window);
        (await ObserveAsync("1.0"))!.RollbackOf.Should().Be("build-2");
    }

    [Fact]
    public async Task What_a_pipeline_reports_is_not_recorded_again()
    {
        await _register.StartAsync("build-1", "4.7.1");
        (await ObserveAsync("4.7.1+5d9c1f")).Should().BeNull("the pipeline reports its end");
        await _register.FinishAsync("build-1");
        (await ObserveAsync("4.7.1+5d9c1f")).Should().BeNull();
        (await ObserveAsync("4.7.1+777777"))!.Should().BeNull("the pipeline does not state the build");
        await _register.StartAsync("build-2", "4.7.2");
        _register.Clock.Advance(TimeSpan.FromHours(1));
        (await ObserveAsync("4.7.1+5d9c1f")).Should().BeNull("4.7.1 is live while 4.7.2 is deployed");
        await _register.FinishAsync("build-2", DeploymentStatus.Failed);
        (await ObserveAsync("4.7.2", live: ["4.7.1", "4.7.2"])).Should().BeNull("it failed, and 4.7.1 is live");
    }

    [Fact]
    public async Task The_clock_of_a_host_that_is_behind_does_not_make_its_deployment_the_earlier_one()
    {
        await ObserveAsync("1.0");
        Deployment second = (await ObserveAsync("2.0", startedAt: Register.Noon.AddHours(-3)))!;
        second.StartedAt.Should().BeAfter(Register.Noon);
        (await _register.Deployments.GetLiveAsync("shop"))!.Version.Should().Be("2.0");
    }

    [Fact]
    public async Task Environments_are_apart()
    {
        await ObserveAsync("1.0");
        (await ObserveAsync("1.0", environment: "Staging")).Should().NotBeNull();
        (await ObserveAsync("1.0", environment: "STAGING")).Should().BeNull();
    }

    [Theory]
    [InlineData("4.7.1", "4.7.1", true)]
    [InlineData("4.7.1", "4.7.1+a", true)]
    [InlineData("4.7.1+a", "4.7.1", true)]
    [InlineData("4.7.1+a", "4.7.1+b", false)]
    [InlineData("4.7.1", "4.7.10", false)]
    [InlineData("4.7.1-rc.1", "4.7.1", false)]
    [InlineData("V1", "v1", false)]
    public void Versions_are_the_same_if_they_differ_in_nothing_but_an_unstated_build(string one, string other, bool isSame) =>
        ObservationRule.IsSame(one, other).Should().Be(isSame);

    /// <summary>
    /// Hosts of four versions start, stop, and look in any order, for simulated hours. The rule is told the truth about which versions were
    /// live within the window. What must hold then is stated without the rule.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Whatever_hosts_do_each_change_of_version_is_recorded_once(int seed)
    {
        var random = new Random(seed);
        string[] versions = ["1.0", "2.0", "3.0", "4.0"];
        for (int run = 0; run < 200; run++)
        {
            DateTimeOffset now = Register.Noon;
            List<Deployment> recorded = [];
            Dictionary<string, DateTimeOffset> lastLive = new(StringComparer.Ordinal);
            Dictionary<string, (DateTimeOffset Started, int Count)> running = new(StringComparer.Ordinal);
            for (int step = 0; step < 300; step++)
            {
                now += TimeSpan.FromSeconds(15);
                if (random.Next(6) == 0)
                {
                    string changed = versions[random.Next(versions.Length)];
                    int count = running.GetValueOrDefault(changed).Count;
                    count = count == 0 ? 1 : Math.Max(0, count + random.Next(-2, 2));
                    (DateTimeOffset Started, int Count) next = (count == 1 ? now : running.GetValueOrDefault(changed).Started, count);
                    running[changed] = next;
                }

                foreach (string version in running.Where(one => one.Value.Count > 0).Select(one => one.Key))
                {
                    lastLive[version] = now;
                }

                foreach ((string version, (DateTimeOffset started, int count)) in running.Where(one => one.Value.Count > 0))
                {
                    Look(version, started, count);
                }
            }

            Settle();

            void Look(string version, DateTimeOffset started, int count)
            {
                string[] live = [.. lastLive.Where(one => now - one.Value < Window).Select(one => one.Key)];
                DeploymentObservation observation = Observation(version, live, started, count > 0 && now - started >= Window);
                if (ObservationRule.Decide(recorded, observation, now) is not { } found)
                {
                    return;
                }

                Deployment? before = DeploymentState.LiveOf(recorded);
                before?.Version.Should().NotBe(version, "what is deployed already is not deployed again");
                bool isKnown = recorded.Exists(one => one.Version == version);
                if (isKnown)
                {
                    live.Should().NotContain(before!.Version, "while the later version has hosts, nothing is withdrawn");
                }

                found.StartedAt.Should().BeOnOrBefore(now.AddMilliseconds(1)).And.BeAfter(before?.EndedAt ?? DateTimeOffset.MinValue);
                (found.RollbackOf is null || isKnown).Should().BeTrue("only a known version can be a rollback");
                if (found.RollbackOf is { } id)
                {
                    id.Should().Be(before!.Id);
                    int index = recorded.FindIndex(one => one.Id == id);
                    recorded[index] = recorded[index] with { Status = DeploymentStatus.RolledBack };
                }

                recorded.Add(Deployed(version, found.StartedAt, found.RollbackOf, recorded.Count + 1));
                ObservationRule.Decide(recorded, observation, now).Should().BeNull("the next replica that looks finds it recorded");
            }

            // When hosts of one version alone run for longer than the window, that version is the one that is deployed.
            void Settle()
            {
                string last = versions[random.Next(versions.Length)];
                DateTimeOffset started = now;
                for (int round = 0; round < 50; round++)
                {
                    now += TimeSpan.FromSeconds(15);
                    lastLive[last] = now;
                    Look(last, started, 1);
                }

                DeploymentState.LiveOf(recorded)!.Version.Should().Be(last);
                int total = recorded.Count;
                Look(last, now, 1);
                recorded.Should().HaveCount(total);
            }
        }
    }

    private static Deployment Deployed(string version, DateTimeOffset at, string? rollbackOf, long position) => new()
    {
        Id = $"{position}",
        Service = "shop",
        Environment = "Production",
        Version = version,
        StartedAt = at,
        EndedAt = at,
        Status = DeploymentStatus.Succeeded,
        By = "host",
        RollbackOf = rollbackOf,
        Revision = position,
        Position = position,
    };

    private static DeploymentObservation Observation(
        string version,
        IReadOnlyCollection<string> live,
        DateTimeOffset startedAt,
        bool watched,
        string environment = "Production") => new()
        {
            Service = "shop",
            Environment = environment,
            Version = version,
            By = "host web-1",
            StartedAt = startedAt,
            LiveVersions = live,
            Window = Window,
            IsWindowWatched = watched,
        };

    private async Task<Deployment?> ObserveAsync(
        string version, string[]? live = null, bool watched = true, DateTimeOffset? startedAt = null, string environment = "Production") =>
        await _register.Deployments.ObserveAsync(
            Observation(version, live ?? [version], startedAt ?? Register.Noon, watched, environment));
}
