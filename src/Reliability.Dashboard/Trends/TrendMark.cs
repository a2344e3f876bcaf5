namespace Reliability.Dashboard.Internal;

/// <summary>The verdict on a trend as a shape and a word.</summary>
internal static class TrendMark
{
    /// <summary>Gets the verdicts, those that need attention first.</summary>
    public static IReadOnlyList<string> WorstFirst { get; } = ["Degrading", "Changing", "Improving", "Stable", "InsufficientData"];

    public static string Word(string verdict) => verdict switch
    {
        "Degrading" => "degrading",
        "Changing" => "changing",
        "Improving" => "improving",
        "Stable" => "stable",
        "InsufficientData" => "not enough data",
        _ => verdict,
    };

    /// <summary>Writes the mark. The twin holds the name of the verdict.</summary>
    public static void Write(HtmlWriter html, string verdict, string pointer)
    {
        _ = verdict switch
        {
            "Degrading" => html.Open("span", "state bad"),
            "Changing" => html.Open("span", "state warn"),
            "Improving" or "Stable" => html.Open("span", "state good"),
            _ => html.Open("span", "state none"),
        };
        html.Open("span", "mark").Close()
            .Open("span").Attribute("data-p", pointer).Attribute("data-f", "trend").Text(Word(verdict)).Close().Close();
    }
}
