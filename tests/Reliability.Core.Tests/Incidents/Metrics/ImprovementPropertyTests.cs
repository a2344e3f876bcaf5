using CsCheck;
using Reliability.Common;
using Reliability.Incidents;
using Reliability.Releases;
using static Reliability.Core.Tests.Incidents.Metrics.SomeHistory;

namespace Reliability.Core.Tests.Incidents.Metrics;

public sealed class ImprovementPropertyTests
{
    private const int Quarter90 = 90 * 1440;

    private static readonly string?[] Causes = [null, "dns", "DNS", "disk"];

    private static readonly Gen<double?> Offset = Gen.Frequency(
        (1, Gen.Const((double?)null)), (4, Gen.Int[-20, 3000].Select(one => (double?)one)), (1, Gen.Const((double?)(400 * 1440))));

    private static readonly Gen<Incident> AnIncident = Gen.Select(
        Gen.Int[-Quarter90, Quarter90 + 100],
        Gen.Select(Offset, Offset, Offset, Offset),
        Gen.Int[0, 3],
        Gen.Int[0, 9]).Select((start, after, cause, kind) => Incident(
            "i", start, start + after.Item1, start + after.Item2, start + after.Item3, start + after.Item4).With(one => one with
            {
                CauseClass = Causes[cause],
                Kind = kind switch { 0 => IncidentKind.Maintenance, 1 => IncidentKind.NearMiss, _ => IncidentKind.Incident },
                DuplicateOf = kind == 2 ? "i0" : null,
                RecurrenceOf = kind == 3 ? "i1" : null,
                DeploymentId = kind == 4 ? "d1" : null,
            }));

    private static readonly Gen<Deployment> ADeployment = Gen.Select(
        Gen.Int[-Quarter90, Quarter90], Offset, Gen.Int[2, 4], Gen.Int[-5000, 200].Array[0, 3], Gen.Int[0, 5]).Select(
            (start, length, status, commits, kind) => Deployment(
                "d",
                start,
                length is null ? null : start + Math.Abs(length.Value),
                (DeploymentStatus)status,
                kind == 0 ? "d0" : null,
                [.. commits.Select(one => (double)(start + one))]) with
            {
                Environment = kind == 1 ? "Staging" : "Production",
            });

    private static readonly Gen<ActionItem> AnAction =
        Gen.Select(Gen.Int[-Quarter90, Quarter90], Offset, Gen.Int[0, 5], Gen.Bool).Select((created, length, of, isDone) => Action(
            "a", created, created + length, isDone ? ActionStatus.Done : ActionStatus.Cancelled, $"i{of}"));

    private static readonly Gen<ImprovementInput> AnInput =
        Gen.Select(AnIncident.Array[0, 40], ADeployment.Array[0, 20], AnAction.Array[0, 12]).Select(
            (incidents, deployments, actions) => Input(
                [.. incidents.Select((one, i) => one with { Id = $"i{i}" })],
                [.. deployments.Select((one, i) => one with { Id = $"d{i}" })],
                [.. actions.Select((one, i) => one with { Id = $"a{i}" })]));

    [Fact]
    public void No_figure_is_negative_or_no_number_and_none_is_outside_of_its_interval() => AnInput.Sample(input =>
    {
        ImprovementReport report = ImprovementMetrics.Of(input);
        foreach (ImprovementMetric metric in report.Metrics)
        {
            double?[] figures = [metric.Centre, metric.Interval?.Low, metric.Interval?.High, metric.ConfidenceLevel];
            figures.Should().OnlyContain(one => one == null || (double.IsFinite(one.Value) && one >= 0), metric.Name);
            if (metric is { Centre: { } centre, Interval: { } interval })
            {
                centre.Should().BeInRange(interval.Low, interval.High, metric.Name);
            }

            if (metric is DurationMetric duration)
            {
                duration.Values.Should().HaveCount(duration.Count).And.NotContain(one => one.Value <= TimeSpan.Zero);
                duration.Open.Should().NotContain(one => one.Value < TimeSpan.Zero);
                (duration.Median is null).Should().Be(duration.Count == 0);
            }
        }

        report.ChangeFailureRate.Value.GetValueOrDefault().Should().BeInRange(0, 1);
        report.ReworkRate.Value.GetValueOrDefault().Should().BeInRange(0, 1);
        report.RecurringShare.Value.GetValueOrDefault().Should().BeInRange(0, 1);
        _ = ImprovementJson.Write(report);
    });

    [Fact]
    public void The_order_of_the_records_and_their_zones_change_nothing() => Gen.Select(AnInput, Gen.Int[1, 1000], Gen.Int[-14, 14]).Sample(
        (input, seed, hours) =>
        {
            ServiceHistory history = input.Services[0];
            ImprovementReport report = ImprovementMetrics.Of(input);
            TimeSpan zone = TimeSpan.FromHours(hours);
            ImprovementReport other = ImprovementMetrics.Of(input with
            {
                AsOf = input.AsOf.ToOffset(zone),
                Range = new TimeRange(input.Range.Start.ToOffset(zone), input.Range.End.ToOffset(zone)),
                Services =
                [
                    history with
                    {
                        Incidents = Shuffled(history.Incidents, seed),
                        Deployments =
                        [
                            .. Shuffled(history.Deployments!, seed).Select(one => one with
                            {
                                StartedAt = one.StartedAt.ToOffset(zone),
                                EndedAt = one.EndedAt?.ToOffset(zone),
                            }),
                        ],
                        Actions = Shuffled(history.Actions!, seed),
                    },
                ],
            });
            ImprovementJson.Write(other).Should().Be(ImprovementJson.Write(report));
            other.Recurrences.Should().Equal(report.Recurrences);
            foreach ((ImprovementMetric one, ImprovementMetric same) in report.Metrics.Zip(other.Metrics))
            {
                same.ToString().Should().Be(one.ToString());
                if (one is DurationMetric duration)
                {
                    ((DurationMetric)same).Values.Should().Equal(duration.Values);
                    ((DurationMetric)same).Open.Should().Equal(duration.Open);
                }
            }

            IncidentDataQualityMarkdown.Write(IncidentDataQuality.Of(Shuffled(history.Incidents, seed), input.Range, input.AsOf)).Should()
                .Be(IncidentDataQualityMarkdown.Write(IncidentDataQuality.Of(history.Incidents, input.Range, input.AsOf)));
        });

    [Fact]
    public void Without_open_ones_the_median_of_Kaplan_and_Meier_is_the_median() => Gen.Int[1, 2000].Array[1, 60].Sample(minutes =>
    {
        DurationMetric metric = Report([.. minutes.Select((length, i) => Incident($"i{i}", i, i + length))]).TimeToRestore;
        metric.CensoredMedian.Should().Be(metric.Median);
    });

    private static T[] Shuffled<T>(IReadOnlyList<T> all, int seed) =>
        [.. all.Select((one, i) => (one, Key: ((i + 1) * seed * 7919) % 1009)).OrderBy(one => one.Key).Select(one => one.one)];
}
