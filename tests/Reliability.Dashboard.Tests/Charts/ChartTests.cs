using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Reliability.Dashboard.Internal;

namespace Reliability.Dashboard.Tests.Charts;

public sealed partial class ChartTests
{
    private const string Hostile = "</text><script>alert(1)</script>\" onload='x' \u202Eevil & \0";

    public static TheoryData<string> Names => [.. SampleCharts.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_figure_has_a_title_a_description_and_a_table(string name)
    {
        XElement root = Rendered.Tree(SampleCharts.All.Single(one => one.Name == name).Write);
        foreach (XElement figure in root.Descendants("figure"))
        {
            XElement drawing = figure.Descendants("svg").Single(one => (string?)one.Attribute("role") == "img");
            string[] labels = ((string)drawing.Attribute("aria-labelledby")!).Split(' ');
            labels.Should().HaveCount(2);
            drawing.Element("title")!.Value.Should().NotBeEmpty();
            drawing.Element("title")!.Attribute("id")!.Value.Should().Be(labels[0]);
            drawing.Element("desc")!.Value.Should().EndWith(".");
            drawing.Element("desc")!.Attribute("id")!.Value.Should().Be(labels[1]);
            figure.Element("details")!.Descendants("tbody").Single().Elements("tr").Should().HaveCountGreaterThan(1)
                .And.HaveCountLessThanOrEqualTo(ChartFrame.MaxRows);
        }

        root.Descendants("svg").Where(one => one.Ancestors("svg").FirstOrDefault() is null).Should()
            .OnlyContain(one => (string?)one.Attribute("role") == "img" || (string?)one.Attribute("aria-hidden") == "true");
    }

    [Fact]
    public void No_chart_has_a_style_an_address_or_an_id_twice_and_every_reference_has_its_target()
    {
        XElement root = Rendered.Tree(html =>
        {
            foreach ((_, Action<HtmlWriter> write) in SampleCharts.All)
            {
                write(html);
            }
        });
        string[] ids = [.. root.Descendants().Select(one => (string?)one.Attribute("id")).OfType<string>()];
        ids.Should().OnlyHaveUniqueItems();
        root.Descendants().Attributes().Select(one => one.Name.LocalName).Should().NotContain(["style", "href", "src"]);
        IEnumerable<string> references = root.Descendants().Attributes("fill").Select(one => Reference().Match(one.Value).Groups[1].Value);
        references.Should().NotBeEmpty().And.BeSubsetOf(ids);
    }

    [Fact]
    public void Every_figure_of_a_table_stands_where_its_pointer_says()
    {
        TimeChart chart = SampleCharts.BurnDown();
        XElement[] figures = [.. Rendered.Tree(chart.Write).Descendants("span").Where(one => one.Attribute("data-p") is not null)];
        XElement[] remaining = [.. figures.Where(one => Pointer(one).EndsWith("/remaining", StringComparison.Ordinal))];
        remaining.Should().HaveCountGreaterThan(90);
        foreach (XElement figure in remaining)
        {
            string[] parts = Pointer(figure).Split('/');
            TimeLine line = chart.Lines.Single(one => one.Pointer == $"/{parts[1]}/{parts[2]}");
            TimePoint point = line.Points[int.Parse(parts[3], CultureInfo.InvariantCulture)];
            figure.Value.Should().Be(point.Value is { } value ? Show.Value(Format.Percent, value) : "n/a");
        }
    }

    [Fact]
    public void A_table_that_is_clipped_says_of_how_many_rows()
    {
        XElement root = Rendered.Tree(SampleCharts.BurnDown().Write);
        root.Descendants("tbody").Single().Elements("tr").Should().HaveCount(100);
        root.WithClass("note").Single().Value.Should().Be("The last 100 of 508 rows.");
    }

    [Fact]
    public void What_was_not_measured_is_a_gap_and_never_zero()
    {
        TimeChart chart = Line([new(SampleCharts.From, 5), new(SampleCharts.From.AddDays(7), null), new(SampleCharts.From.AddDays(14), 5)]);
        XElement root = Rendered.Tree(chart.Write);
        XElement gap = root.WithClass("gap").Where(one => one.Name == "rect").Should().ContainSingle().Subject;
        gap.Should().HaveAttribute("x", "0%").And.HaveAttribute("width", "50%");
        string path = root.WithClass("line").Where(one => one.Ancestors("div").Any()).Single().Attribute("d")!.Value;
        path.Count(one => one == 'M').Should().Be(2, "the pen is lifted");
        root.Descendants("desc").Single().Value.Should().Contain("lowest 5").And.Contain("One span was not measured.");
    }

    [Fact]
    public void A_chart_without_values_says_so_and_draws_nothing()
    {
        XElement root = Rendered.Tree(Line([new(SampleCharts.From, null)]).Write);
        root.Descendants("svg").Should().BeEmpty();
        root.Descendants("p").Single().Value.Should()
            .Be("Nothing was measured between 2026-10-12 00:00 UTC and 2026-11-09 00:00 UTC.");
        Rendered.Text((SampleCharts.Strip() with { Days = [] }).Write).Should().Contain("No day has passed yet.");
        Rendered.Text((SampleCharts.Forest() with { Rows = [] }).Write).Should().Contain("No metric was measured.");
    }

    [Fact]
    public void An_end_that_is_not_known_is_an_arrow()
    {
        XElement root = Rendered.Tree(SampleCharts.Forest().Write);
        string[] shapes = [.. root.WithClass("interval").Where(one => one.Name == "path").Select(one => one.Attribute("d")!.Value)];
        shapes.Should().ContainSingle(one => one == Glyph.ArrowLeft).And.ContainSingle(one => one == Glyph.ArrowRight);
    }

    [Fact]
    public void A_bar_below_zero_grows_to_the_left_and_is_hatched()
    {
        XElement root = Rendered.Tree(html => BudgetBar.Write(html, "a", "title", -0.5, isSigned: true));
        XElement bar = root.WithClass("budget-over").Single();
        bar.Attribute("x")!.Value.Should().Be("25%");
        bar.Attribute("width")!.Value.Should().Be("25%");
        bar.Attribute("fill")!.Value.Should().Be("url(#a-bad)");
        FluentActions.Invoking(() => Rendered.Text(html => BudgetBar.Write(html, "a", "title", -0.5, isSigned: false)))
            .Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Hostile_labels_are_text()
    {
        TimeChart chart = SampleCharts.BurnDown() with
        {
            Title = Hostile,
            Lines = [.. SampleCharts.BurnDown().Lines.Select(line => line with { Name = Hostile })],
            Bands = [.. SampleCharts.BurnDown().Bands.Select(band => band with { Name = Hostile })],
            Thresholds = [.. SampleCharts.BurnDown().Thresholds.Select(one => one with { Label = Hostile })],
            Markers = [.. SampleCharts.BurnDown().Markers.Select(one => one with { Label = Hostile })],
        };
        ForestChart forest = SampleCharts.Forest() with
        {
            Title = Hostile,
            Rows = [.. SampleCharts.Forest().Rows.Select(row => row with
            {
                Label = Hostile, Group = Hostile, Arms = [.. row.Arms.Select(arm => arm with { Name = Hostile })],
            })],
        };
        XElement root = Rendered.Tree(html =>
        {
            chart.Write(html);
            forest.Write(html);
            (SampleCharts.Strip() with { Title = Hostile }).Write(html);
            Sparkline.Write(html, Hostile, [1, 2]);
            BudgetBar.Write(html, "x", Hostile, 1, isSigned: false);
        });
        root.Descendants("script").Should().BeEmpty();
        root.Descendants().Attributes("onload").Should().BeEmpty();
        root.Descendants("title").First().Value.Should().StartWith("</text><script>");
    }

    [Fact]
    public void The_series_for_the_crosshair_are_JSON_with_at_most_400_points_each()
    {
        XElement drawing = Rendered.Tree(SampleCharts.BurnDown().Write).Descendants("svg")
            .Single(one => one.Attribute("data-series") is not null);
        using var json = JsonDocument.Parse(drawing.Attribute("data-series")!.Value);
        JsonElement[] series = [.. json.RootElement.GetProperty("series").EnumerateArray()];
        series.Select(one => one.GetProperty("name").GetString())
            .Should().Equal("Remaining", "Even burn", "Forecast, low", "Forecast, high");
        series.Should().OnlyContain(one =>
            one.GetProperty("t").GetArrayLength() == one.GetProperty("v").GetArrayLength() && one.GetProperty("t").GetArrayLength() <= 400);
        series[0].GetProperty("v").EnumerateArray().Should().Contain(one => one.ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public void A_share_has_no_axis_beyond_100_percent()
    {
        XElement root = Rendered.Tree(
            (Line([new(SampleCharts.From, 1), new(SampleCharts.To, 1)]) with { Format = Format.Percent }).Write);
        root.WithClass("y").Select(one => one.Value).Should().NotBeEmpty().And.Contain("100%").And.NotContain("105%");
    }

    [GeneratedRegex(@"^url\(#([a-z0-9-]+)\)$")]
    private static partial Regex Reference();

    private static string Pointer(XElement figure) => figure.Attribute("data-p")!.Value;

    private static TimeChart Line(TimePoint[] points) => new()
    {
        Id = "line",
        Title = "Line",
        From = SampleCharts.From,
        To = SampleCharts.To,
        Zone = TimeZoneInfo.Utc,
        Format = Format.Number,
        Lines = [new TimeLine { Name = "Line", Points = points, Pointer = "/points", Property = "value" }],
    };
}
