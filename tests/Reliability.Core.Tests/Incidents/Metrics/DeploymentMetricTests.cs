using Reliability.Incidents;
using Reliability.Releases;
using static Reliability.Core.Tests.Incidents.Metrics.SomeHistory;

namespace Reliability.Core.Tests.Incidents.Metrics;

public sealed class DeploymentMetricTests
{
    private const int Day = 1440;

    [Fact]
    public void Deployments_that_were_put_in_use_count_for_the_frequency()
    {
        RateMetric metric = Report(
            [],
            [
                Deployment("before", -10, -5),
                Deployment("a", 0, 10),
                Deployment("b", 100, 110, DeploymentStatus.RolledBack),
                Deployment("c", 200, 210, DeploymentStatus.Failed),
                Deployment("d", 300, null),
                Deployment("e", 400, 410) with { Environment = "Staging" },
                Deployment("f", 500, 510) with { Environment = "production" },
            ]).DeploymentFrequency;
        (metric.Count, metric.Value).Should().Be((3, 3 / 90.0));
        metric.Reasons().Should().Equal(
            ("c", "deployment failed"), ("d", "deployment has not ended"), ("e", "other environment"));
    }

    [Fact]
    public void Without_any_deployment_nothing_is_known_and_with_earlier_ones_the_frequency_is_zero()
    {
        Report([], []).DeploymentFrequency.Value.Should().BeNull();
        Report([]).DeploymentFrequency.ToString().Should().Be("no value, n = 0, 0 excluded");
        RateMetric none = Report([], [Deployment("before", -10, -5)]).DeploymentFrequency;
        (none.Value, none.Low).Should().Be((0, 0));
        none.High.Should().BeApproximately(3.6888794541139363 / 90, 1e-9);
    }

    [Fact]
    public void The_lead_time_is_from_each_commit_to_the_end_of_its_deployment()
    {
        DurationMetric metric = Report(
            [],
            [
                Deployment("a", 100, 110, commits: [10, 50, 120]),
                Deployment("b", 200, 210, DeploymentStatus.Failed, commits: [150]),
                Deployment("c", 300, 310, rollbackOf: "a", commits: [10]),
                Deployment("d", 400, 410),
                Deployment("e", 500, 510, commits: [-70 * Day]),
            ]).LeadTime;
        metric.Values.Select(one => (one.Id, one.Value.TotalMinutes)).Should().Equal(
            ("e-0", 510 + (70 * Day)), ("a-0", 100), ("a-1", 60));
        metric.Reasons().Should().Equal(
            ("a-2", "negative duration"), ("b", "deployment failed"), ("c", "rollback"), ("d", "no commits"));
    }

    [Fact]
    public void A_deployment_fails_once_however_many_incidents_it_caused()
    {
        Incident[] incidents =
        [
            Incident("1", 105, 120),
            Incident("2", 130, 140),
            Incident("3", 160, 170),
            Incident("named", 3000, 3010).With(one => one with { DeploymentId = "b" }),
            Incident("late", 50 * Day, (50 * Day) + 5),
            Incident("near", 310, 320).With(one => one with { Kind = IncidentKind.NearMiss }),
        ];
        ImprovementReport report = Report(
            incidents,
            [
                Deployment("a", 100, 110),
                Deployment("b", 200, 210),
                Deployment("c", 300, 310),
                Deployment("d", 400, 410),
                Deployment("running", 500, null),
            ]);
        (report.ChangeFailureRate.Matching, report.ChangeFailureRate.Count, report.ChangeFailureRate.Value).Should().Be((2, 4, 0.5));
        report.ChangeFailureRate.Reasons().Should().Equal(("running", "deployment has not ended"));

        // From the end of a (110) to 120, 140 and 170; from the end of b (210) to 3010.
        Minutes(report.FailedDeploymentRecovery.Median).Should().Equal(45);
        report.FailedDeploymentRecovery.Values.Select(one => (one.Id, one.Value.TotalMinutes)).Should().Equal(
            ("1", 10), ("2", 30), ("3", 60), ("named", 2800));
    }

    [Fact]
    public void An_incident_in_the_range_can_be_of_a_deployment_before_it()
    {
        ImprovementReport report = Report([Incident("a", 10, 40)], [Deployment("before", -20, -10)]);
        report.FailedDeploymentRecovery.Median.Should().Be(TimeSpan.FromMinutes(50));
        (report.ChangeFailureRate.Count, report.ChangeFailureRate.Value).Should().Be((0, null));
    }

    [Fact]
    public void Recovery_excludes_what_is_doubtful_and_keeps_what_is_open()
    {
        DurationMetric metric = Report(
            [
                Incident("over before its end", 101, 105),
                Incident("negative", 115, 112),
                Incident("while it runs", 510, 520),
                Incident("open", 120, null),
            ],
            [Deployment("a", 100, 110), Deployment("b", 500, null)]).FailedDeploymentRecovery;
        metric.Reasons().Should().BeEquivalentTo(
            [
                ("over before its end", "negative duration"),
                ("negative", "negative duration"),
                ("while it runs", "deployment has not ended"),
            ]);
        metric.Open.Should().ContainSingle().Which.Value.Should().Be(To - At(110));
    }

    [Fact]
    public void A_deployment_is_rework_if_it_mends_the_one_before()
    {
        Incident[] incidents = [Incident("1", 210, 320), Incident("2", 610, 620)];
        ShareMetric metric = Report(
            incidents,
            [
                Deployment("a", 100, 110),
                Deployment("b", 200, 205),                                   // causes 1
                Deployment("c", 300, 315),                                   // mends it
                Deployment("d", 400, 405, DeploymentStatus.RolledBack),
                Deployment("e", 500, 505, rollbackOf: "d"),                  // a rollback
                Deployment("f", 600, 605),                                   // causes 2; follows a rollback, which held
                Deployment("g", 700, 705, DeploymentStatus.RolledBack),      // 2 was over
                Deployment("h", 800, 805),                                   // follows one that was withdrawn
                Deployment("i", 900, 905, DeploymentStatus.Failed),
                Deployment("j", 1000, 1005),                                 // repeats what never was in use
            ]).ReworkRate;
        (metric.Matching, metric.Count, metric.Value).Should().Be((3, 10, 0.3));
    }

    [Fact]
    public void Another_environment_can_be_asked_for()
    {
        Deployment[] deployments = [Deployment("a", 100, 110), Deployment("b", 200, 210) with { Environment = "Staging" }];
        ImprovementReport report = ImprovementMetrics.Of(Input([Incident("1", 215, 230)], deployments) with { Environment = "staging" });
        (report.ChangeFailureRate.Count, report.ChangeFailureRate.Value).Should().Be((1, 1));
        ImprovementMetrics.Of(Input([Incident("1", 215, 230)], deployments)).ChangeFailureRate.Value.Should().Be(
            1, "the last one in production was 105 minutes before");
    }
}
