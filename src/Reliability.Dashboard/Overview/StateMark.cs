namespace Reliability.Dashboard.Internal;

/// <summary>The state of a budget as a shape and a word: never as a colour alone.</summary>
internal static class StateMark
{
    public static IReadOnlyList<string> States { get; } = ["Exhausted", "AtRisk", "Healthy", "NoTraffic", "NoData"];

    public static string Word(string state) => state switch
    {
        "AtRisk" => "at risk",
        "NoTraffic" => "no traffic",
        "NoData" => "not measured",
        "Exhausted" => "spent",
        "Healthy" => "healthy",
        _ => state,
    };

    /// <summary>Writes the mark. The twin holds the name of the state, and <c>title</c> shows it.</summary>
    public static void Write(HtmlWriter html, string state, string pointer)
    {
        _ = state switch
        {
            "Healthy" => html.Open("span", "state good"),
            "AtRisk" => html.Open("span", "state warn"),
            "Exhausted" => html.Open("span", "state bad"),
            _ => html.Open("span", "state none"),
        };
        html.Open("span", "mark").Close()
            .Open("span").Attribute("data-p", pointer).Attribute("data-f", "state").Text(Word(state)).Close().Close();
    }
}
