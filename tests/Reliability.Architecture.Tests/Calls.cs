using System.Reflection;
using System.Reflection.Emit;

namespace Reliability.Architecture.Tests;

/// <summary>The methods and constructors that compiled code calls, however its source is written.</summary>
internal static class Calls
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> _codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>Returns what the members of a type call, those of its nested types, such as closures, included.</summary>
    public static IEnumerable<MethodBase> Of(Type type) => type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared))
        .SelectMany(Of)
        .Concat(type.GetNestedTypes(Declared).SelectMany(Of));

    private static IEnumerable<MethodBase> Of(MethodBase method)
    {
        byte[] body = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (int at = 0; at < body.Length;)
        {
            short value = body[at++];
            OpCode code = _codes[value == 0xFE ? (short)((value << 8) | body[at++]) : value];
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineTok
                && Resolve(method, BitConverter.ToInt32(body, at)) is MethodBase called)
            {
                yield return called;
            }

            at += Size(code.OperandType, body, at);
        }
    }

    private static MemberInfo? Resolve(MethodBase caller, int token) => caller.Module.ResolveMember(
        token,
        caller.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null,
        caller is MethodInfo { IsGenericMethod: true } ? caller.GetGenericArguments() : null);

    private static int Size(OperandType operand, byte[] body, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(body, at)),
        _ => 4,
    };
}
