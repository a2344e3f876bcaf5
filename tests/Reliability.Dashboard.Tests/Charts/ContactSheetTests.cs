using Reliability.Dashboard.Internal;
using Reliability.Tests.Shared;

namespace Reliability.Dashboard.Tests.Charts;

/// <summary>
/// All charts on one page, in light and in dark. With RELIABILITY_CHART_SHEET set to a file the page is written there, to be looked at.
/// </summary>
public sealed class ContactSheetTests
{
    private const string Palette = """
        *{box-sizing:border-box}body{margin:0;font:14px/1.4 system-ui,sans-serif}
        main{padding:16px;background:var(--card);color:var(--ink);display:grid;gap:28px 32px;grid-template-columns:repeat(auto-fit,minmax(min(520px,100%),1fr))}
        main>*{min-width:0}.rows{border-collapse:collapse;width:100%}.rows td,.rows th{padding:6px 8px;text-align:left;font-weight:400}.rows td{width:25%}
        .light{color-scheme:light;--ink:#1b1f24;--ink-2:#59636e;--line:#e1e5ea;--card:#fff;--good:#1a7f5a;--bad:#c2362b;--warn:#9a6700;--accent:#2f6fd0;--accent-2:#8250a8;--band:#2f6fd022}
        .dark{color-scheme:dark;--ink:#e6eaef;--ink-2:#9aa5b1;--line:#2c333b;--card:#14181d;--good:#4cc38a;--bad:#ff7b6b;--warn:#e0a83a;--accent:#6aa5ff;--accent-2:#c297e8;--band:#6aa5ff2b}
        """;

    [Fact]
    public void All_charts_stand_on_one_page_in_two_themes()
    {
        string style = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "Reliability.Dashboard", "Assets", "charts.css"));
        string page = Rendered.Text(html =>
        {
            html.Doctype().Open("html").Attribute("lang", "en").Open("head").Element("title", "Charts");
            html.Open("meta").Attribute("name", "viewport").Attribute("content", "width=device-width").Close();
            html.Element("style", "@STYLE@").Close().Open("body");
            Theme(html, "light", "l");
            Theme(html, "dark", "d");
            html.Close().Close();
        });
        string[] ids = [.. page.Split(" id=\"").Skip(1).Select(one => one[..one.IndexOf('"', StringComparison.Ordinal)])];
        ids.Should().OnlyHaveUniqueItems();
        page.Split("<figure").Should().HaveCount(1 + (2 * 11));
        if (Environment.GetEnvironmentVariable("RELIABILITY_CHART_SHEET") is { Length: > 0 } file)
        {
            File.WriteAllText(file, page.Replace("@STYLE@", Palette + style, StringComparison.Ordinal));
        }
    }

    private static void Theme(HtmlWriter html, string theme, string prefix)
    {
        html.Open("main").Attribute("class", theme);
        SampleCharts.BurnDown($"{prefix}1").Write(html);
        SampleCharts.Events($"{prefix}2").Write(html);
        SampleCharts.Lift($"{prefix}3").Write(html);
        SampleCharts.Forest($"{prefix}4").Write(html);
        SampleCharts.Latency($"{prefix}5").Write(html);
        SampleCharts.Strip($"{prefix}6").Write(html);
        SampleCharts.Burn($"{prefix}7").Write(html);
        SampleCharts.Small(html, $"{prefix}8");
        SampleCharts.Dots($"{prefix}9").Write(html);
        html.Close();
    }
}
