using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Removes the members from a documentation file that are not part of the public API, by the names in the PublicAPI files.
/// MSBuild compiles and runs it when a project is packed (Packaging.targets).
/// </summary>
public sealed class KeepPublicDocumentation : Task
{
    private static readonly Regex Modifiers = new Regex(@"^~?(?:(?:static|abstract|virtual|override|const|readonly|sealed|extern) )*");
    private static readonly Regex DefaultValue = new Regex(@" = (?:default\([^()]*\)|[^,()]+)");
    private static readonly Regex Nullable = new Regex(@"System\.Nullable\{((?:[^{}]|\{[^{}]*\})*)\}");
    private static readonly Regex Accessor = new Regex(@"\.(?:get|set|init|add|remove)$");

    [Required]
    public ITaskItem[] PublicApi { get; set; }

    [Required]
    public string Documentation { get; set; }

    public override bool Execute()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (string line in PublicApi.SelectMany(file => File.ReadAllLines(file.ItemSpec)))
        {
            if (line.Length > 0 && line[0] != '#')
            {
                names.Add(NameOf(Modifiers.Replace(line, "")));
            }
        }

        if (names.Count == 0)
        {
            Log.LogError("The public API of {0} is empty; its PublicAPI files were not found.", Documentation);
            return false;
        }

        XDocument document = XDocument.Load(Documentation, LoadOptions.PreserveWhitespace);
        List<XElement> hidden = document.Descendants("member")
            .Where(member => !names.Contains(NameOfId((string)member.Attribute("name"))))
            .ToList();
        foreach (XElement member in hidden)
        {
            (member.PreviousNode as XText)?.Remove();
            member.Remove();
        }

        if (hidden.Count > 0)
        {
            document.Save(Documentation, SaveOptions.DisableFormatting);
        }

        Log.LogMessage(MessageImportance.Low, "{0}: removed the documentation of {1} internal members.", Documentation, hidden.Count);
        return true;
    }

    /// <summary>The name of a line of a PublicAPI file, and the shape of its parameters: without types, values and accessors.</summary>
    private static string NameOf(string symbol)
    {
        int operation = symbol.IndexOf("operator ", StringComparison.Ordinal);
        if (operation > 0)
        {
            // "Type.operator ==(...)" and "Type.implicit operator Other(...)": one name for all operators of a type.
            return WithoutTypeArguments(symbol.Substring(0, symbol.LastIndexOf('.', operation))) + ".operator";
        }

        int result = symbol.LastIndexOf(" -> ", StringComparison.Ordinal);
        symbol = result < 0 ? symbol : symbol.Substring(0, result);
        int value = symbol.IndexOf(" = ", StringComparison.Ordinal);
        int open = symbol.IndexOf('(');
        if (open > 0 && (value < 0 || open < value))
        {
            string parameters = symbol.Substring(open + 1, symbol.LastIndexOf(')') - open - 1);
            return WithoutTypeArguments(symbol.Substring(0, open)) + ShapeOf(DefaultValue.Replace(parameters, ""));
        }

        symbol = WithoutTypeArguments(value < 0 ? symbol : symbol.Substring(0, value));
        int indexer = symbol.IndexOf('[');
        return Accessor.Replace(indexer < 0 ? symbol : symbol.Substring(0, indexer), "");
    }

    /// <summary>The same name from the id of a documented member, such as M:Space.Type`1.Method``1(System.Int32).</summary>
    private static string NameOfId(string id)
    {
        string name = id.Substring(2);
        int open = name.IndexOf('(');
        string parameters = "";
        if (id[0] == 'M')
        {
            string types = open < 0 ? "" : name.Substring(open + 1, name.LastIndexOf(')') - open - 1);
            parameters = ShapeOf(Nullable.Replace(types, "$1"));
        }

        name = Regex.Replace(open < 0 ? name : name.Substring(0, open), @"`+\d+", "");
        string[] parts = name.Split('.');
        string last = parts[parts.Length - 1];
        if (id[0] == 'M' && last.StartsWith("op_", StringComparison.Ordinal))
        {
            parts[parts.Length - 1] = "operator";
            parameters = "";
        }
        else if (id[0] == 'M' && last == "#ctor")
        {
            parts[parts.Length - 1] = parts[parts.Length - 2];
        }
        else if (id[0] == 'P' && last == "Item" && open > 0)
        {
            parts[parts.Length - 1] = "this";
        }

        return string.Join(".", parts) + parameters;
    }

    /// <summary>Distinguishes overloads by the commas and brackets of their parameters, which both notations have alike.</summary>
    private static string ShapeOf(string parameters)
    {
        var shape = new System.Text.StringBuilder(parameters.Length == 0 ? "()" : "(1");
        foreach (char c in parameters)
        {
            shape.Append("({<".IndexOf(c) >= 0 ? "<" : ")}>".IndexOf(c) >= 0 ? ">" : c == ',' ? "," : "");
        }

        return shape.ToString();
    }

    private static string WithoutTypeArguments(string symbol)
    {
        var kept = new System.Text.StringBuilder();
        int depth = 0;
        for (int i = 0; i < symbol.Length; i++)
        {
            bool isArrow = symbol[i] == '>' && i > 0 && symbol[i - 1] == '-';
            depth += symbol[i] == '<' ? 1 : 0;
            if (depth == 0)
            {
                kept.Append(symbol[i]);
            }

            depth -= symbol[i] == '>' && !isArrow ? 1 : 0;
        }

        return kept.ToString();
    }
}
