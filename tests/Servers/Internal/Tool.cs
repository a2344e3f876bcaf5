using System.Diagnostics;

namespace Reliability.TestServers.Internal;

/// <summary>Programs that run to their end.</summary>
internal static class Tool
{
    /// <summary>Returns what the program wrote, without the last line's end; throws what it complained of when it fails.</summary>
    public static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, string folder = "/", string? user = null, string input = "", string? password = null)
    {
        using Process process = await Launcher.StartAsync(program, arguments, folder, user, password);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; its exit code says why.
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (await output).TrimEnd('\n')
            : throw new InvalidOperationException($"{Path.GetFileName(program)} failed with {process.ExitCode}: {(await errors).Trim()}");
    }
}
