using System.Globalization;
using Spectre.Console;

namespace ExperimentSample.Tests;

/// <summary>Runs a command as the program does, and keeps what it writes.</summary>
internal sealed class TestTerminal(int width = 140) : IDisposable
{
    private readonly StringWriter _output = new(CultureInfo.InvariantCulture);
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public async Task<int> RunAsync(string[] args, CancellationToken cancellationToken = default)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_output) });
        console.Profile.Width = width;
        return await Commands.RunAsync(args, console, _error, cancellationToken);
    }

    /// <summary>The output of a command that ends well.</summary>
    public static async Task<string> OutputOfAsync(int width, params string[] args)
    {
        using var terminal = new TestTerminal(width);
        (await terminal.RunAsync(args)).Should().Be(0, terminal.Error);
        return terminal.Output;
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }
}
