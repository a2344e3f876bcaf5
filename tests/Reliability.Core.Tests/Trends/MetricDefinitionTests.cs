using Reliability.Recording;
using Reliability.Slos;
using Reliability.Trends;

namespace Reliability.Core.Tests.Trends;

public sealed class MetricDefinitionTests
{
    [Fact]
    public void Seconds_are_durations_and_their_figure_is_p95()
    {
        MetricDefinition metric = MetricDefinition.Create("checkout.latency", m => m.Unit("s").LowerIsBetter());
        metric.Kind.Should().Be(SeriesKind.Latency);
        metric.AnalyzedFigure.Should().Be(MetricFigure.P95);
        metric.MinimumEffect.Should().Be(0.05);
        metric.Series.Name.Should().Be("checkout.latency");
        metric.Series.Id.Name.Should().Be("checkout.latency (metric)");
        MetricDefinition.Create("age", m => m.Unit("s").Values()).Kind.Should().Be(SeriesKind.Measurement);
    }

    [Fact]
    public void Outcomes_and_scores_are_better_when_high()
    {
        MetricDefinition outcomes = MetricDefinition.Create("logins", m => m.Outcomes());
        (outcomes.Direction, outcomes.AnalyzedFigure).Should().Be((MetricDirection.HigherIsBetter, MetricFigure.GoodShare));
        MetricDefinition scores = MetricDefinition.Create("answers", m => m.Scores(5));
        (scores.Direction, scores.AnalyzedFigure, scores.Series.Limit).Should().Be((MetricDirection.HigherIsBetter, MetricFigure.Mean, 5));
        MetricDefinition.Create("queue", m => m.Unit("messages")).Direction.Should().Be(MetricDirection.Unknown);
    }

    [Fact]
    public void An_objective_is_a_metric_with_the_series_of_the_objective()
    {
        foreach ((SloDefinition slo, SeriesKind kind, MetricFigure figure, MetricDirection direction) in
            ((SloDefinition, SeriesKind, MetricFigure, MetricDirection)[])
            [
                (SloDefinition.Availability("a", 99.9m), SeriesKind.Outcome, MetricFigure.GoodShare, MetricDirection.HigherIsBetter),
                (
                    SloDefinition.Latency("l", TimeSpan.FromSeconds(0.3), 95),
                    SeriesKind.Latency, MetricFigure.P95, MetricDirection.LowerIsBetter),
                (SloDefinition.Score("s", 4, 5), SeriesKind.Score, MetricFigure.Mean, MetricDirection.HigherIsBetter),
                (SloDefinition.Measurement("m", 60, 99), SeriesKind.Measurement, MetricFigure.Mean, MetricDirection.LowerIsBetter),
                (
                    SloDefinition.Measurement("g", 60, 99, goodAtLeast: true),
                    SeriesKind.Measurement, MetricFigure.Mean, MetricDirection.HigherIsBetter),
                (SloDefinition.ZeroTolerance("z"), SeriesKind.Outcome, MetricFigure.GoodShare, MetricDirection.HigherIsBetter),
            ])
        {
            MetricDefinition metric = MetricDefinition.Of(slo);
            metric.Name.Should().Be(slo.Name);
            metric.Series.Should().Be(slo.Series);
            (metric.Kind, metric.AnalyzedFigure, metric.Direction).Should().Be((kind, figure, direction), slo.Name);
            metric.Validate().Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public void A_name_that_no_series_can_have_is_rejected(string name) =>
        FluentActions.Invoking(() => new MetricDefinition(name)).Should().Throw<ArgumentException>();

    [Fact]
    public void Names_with_quotes_and_sql_are_names() =>
        new MetricDefinition("'; DROP TABLE series; --").Series.Id.Name.Should().Be("'; DROP TABLE series; -- (metric)");

    [Theory]
    [InlineData(-0.01)]
    [InlineData(10.5)]
    [InlineData(double.NaN)]
    public void A_minimum_effect_outside_its_range_is_rejected_with_the_range(double effect) =>
        FluentActions.Invoking(() => MetricDefinition.Create("m", m => m.MinimumEffect(effect)))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*from 0 to 10*");

    [Fact]
    public void Figures_that_a_kind_does_not_have_are_rejected()
    {
        FluentActions.Invoking(() => MetricDefinition.Create("m", m => m.Outcomes().Analyze(MetricFigure.P99)))
            .Should().Throw<ArgumentException>().WithMessage("*P99*Outcome events have no distribution*");
        FluentActions.Invoking(() => MetricDefinition.Create("m", m => m.Outcomes().Analyze(MetricFigure.Mean)))
            .Should().Throw<ArgumentException>().WithMessage("*outcomes have no values*");
        FluentActions.Invoking(() => MetricDefinition.Create("m", m => m.Analyze(MetricFigure.GoodShare)))
            .Should().Throw<ArgumentException>().WithMessage("*no limit tells which Measurement events are good*");
        (MetricDefinition.Of(SloDefinition.Latency("l", TimeSpan.FromSeconds(1), 99)) with { Figure = MetricFigure.GoodShare })
            .Validate().Should().BeEmpty();
    }
}
