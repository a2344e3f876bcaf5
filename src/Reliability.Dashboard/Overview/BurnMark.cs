namespace Reliability.Dashboard.Internal;

/// <summary>Writes the word of a burn; one that wants somebody to look has a mark.</summary>
internal static class BurnMark
{
    public static void Write(HtmlWriter html, string word, string pointer)
    {
        _ = word switch
        {
            BurnWords.Critical => html.Open("small", "bad").Open("span", "mark").Close(),
            BurnWords.Increasing or BurnWords.Recovering => html.Open("small", "warn").Open("span", "mark").Close(),
            _ => html.Open("small"),
        };
        html.Word(pointer, word).Close();
    }

    /// <summary>Begins the tile of a page about the burn.</summary>
    public static void OpenTile(HtmlWriter html, string word) => _ = word switch
    {
        BurnWords.Critical => html.Open("div", "card tile bad"),
        BurnWords.Increasing or BurnWords.Recovering => html.Open("div", "card tile warn"),
        _ => html.Open("div", "card tile"),
    };
}
