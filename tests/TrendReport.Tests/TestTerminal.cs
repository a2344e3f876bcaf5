using System.Globalization;
using System.Text;
using System.Text.Json;
using Spectre.Console;

namespace TrendReportSample.Tests;

/// <summary>Runs the program's command on a text as its standard input, and keeps what it writes.</summary>
internal sealed class TestTerminal(int width = 80, bool isUnicode = true) : IDisposable
{
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    public string Output => _output.ToString();

    public string[] Lines => Output.ReplaceLineEndings("\n").Split('\n');

    public string Error => _error.ToString();

    public int Run(string input, params string[] args) => Run(Encoding.UTF8.GetBytes(input), CancellationToken.None, args);

    public int Run(byte[] input, CancellationToken cancellationToken, params string[] args)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_output) });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = isUnicode;
        return TrendCommand.Run(args, () => new MemoryStream(input), console, _error, cancellationToken);
    }

    /// <summary>The JSON object of a run that ends well.</summary>
    public static JsonElement JsonOf(string input, params string[] args)
    {
        using var terminal = new TestTerminal();
        terminal.Run(input, [.. args, "--json"]).Should().Be(0, terminal.Error);
        using JsonDocument document = JsonDocument.Parse(terminal.Output);
        return document.RootElement.Clone();
    }

    /// <summary>The message of a run that ends with the code of bad input.</summary>
    public static string ErrorOf(string input, params string[] args)
    {
        using var terminal = new TestTerminal();
        terminal.Run(input, args).Should().Be(2);
        terminal.Output.Should().BeEmpty();
        terminal.Error.Should().NotContain("(Parameter").And.NotContain("   at ");
        return terminal.Error;
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }
}
