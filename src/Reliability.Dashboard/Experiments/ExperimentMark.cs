namespace Reliability.Dashboard.Internal;

/// <summary>A verdict or the state of a sample ratio as a shape and a word.</summary>
internal static class ExperimentMark
{
    public static string Word(string name) => name switch
    {
        "NoDifference" => "no difference",
        "Inconclusive" => "not decided",
        "Winner" => "winner",
        "Loser" => "loser",
        "Invalid" => "not valid",
        "Expected" => "as expected",
        "Mismatch" => "mismatch",
        "Unknown" => "not known",
        _ => name,
    };

    public static void Write(HtmlWriter html, string name, string pointer)
    {
        _ = name switch
        {
            "Winner" or "Expected" => html.Open("span", "state good"),
            "Loser" or "Invalid" or "Mismatch" => html.Open("span", "state bad"),
            _ => html.Open("span", "state none"),
        };
        html.Open("span", "mark").Close()
            .Open("span").Attribute("data-p", pointer).Attribute("data-f", "mark").Text(Word(name)).Close().Close();
    }
}
