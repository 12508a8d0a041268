using MudBlazor;

namespace CaseWorkspace.Platform.Web.Frame;

/// <summary>The look: one accent, one danger, one warning, greys; the system's own letters; light and dark.</summary>
public static class WorkspaceTheme
{
    private static readonly string[] Letters = ["system-ui", "Noto Sans Georgian", "Sylfaen", "sans-serif"];

    /// <summary>For MudBlazor's parts; our own style sheet uses the same variables.</summary>
    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0B5C66",
            Secondary = "#3D4F55",
            Tertiary = "#3D4F55",
            Info = "#0B5C66",
            Success = "#1E6B3A",
            Error = "#B3261E",
            Warning = "#8A5A00",
            Background = "#FFFFFF",
            BackgroundGray = "#F3F5F5",
            Surface = "#FFFFFF",
            AppbarBackground = "#FFFFFF",
            AppbarText = "#1B2426",
            DrawerBackground = "#F3F5F5",
            DrawerText = "#1B2426",
            DrawerIcon = "#3D4F55",
            TextPrimary = "#1B2426",
            TextSecondary = "#4C5B60",
            TextDisabled = "#7A878B",
            ActionDefault = "#3D4F55",
            ActionDisabled = "#7A878B",
            Divider = "#D3DADC",
            LinesDefault = "#D3DADC",
            LinesInputs = "#7A878B",
            TableLines = "#E1E6E7",
            TableHover = "#EEF3F3",
            RippleOpacity = 0,
            RippleOpacitySecondary = 0,
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#6FC3CE",
            PrimaryContrastText = "#08272B",
            Secondary = "#A9B8BC",
            Tertiary = "#A9B8BC",
            Info = "#6FC3CE",
            InfoContrastText = "#08272B",
            Success = "#7CCB98",
            SuccessContrastText = "#06210F",
            Error = "#FF9A91",
            ErrorContrastText = "#3A0905",
            Warning = "#E6B65C",
            WarningContrastText = "#2B1C00",
            Background = "#14191B",
            BackgroundGray = "#1B2224",
            Surface = "#1B2224",
            AppbarBackground = "#14191B",
            AppbarText = "#E6ECEE",
            DrawerBackground = "#1B2224",
            DrawerText = "#E6ECEE",
            DrawerIcon = "#A9B8BC",
            TextPrimary = "#E6ECEE",
            TextSecondary = "#A9B8BC",
            TextDisabled = "#77868A",
            ActionDefault = "#A9B8BC",
            ActionDisabled = "#77868A",
            Divider = "#323D40",
            LinesDefault = "#323D40",
            LinesInputs = "#77868A",
            TableLines = "#2A3437",
            TableHover = "#222B2E",
            RippleOpacity = 0,
            RippleOpacitySecondary = 0,
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px", AppbarHeight = "48px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Letters, FontSize = "0.875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Letters, FontSize = "1rem", FontWeight = "600", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Letters, FontSize = "0.875rem", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Letters, FontSize = "0.875rem", LetterSpacing = "normal" },
            Button = new ButtonTypography
            {
                FontFamily = Letters, FontSize = "0.875rem", FontWeight = "600", LetterSpacing = "normal", TextTransform = "none",
            },
            Caption = new CaptionTypography { FontFamily = Letters, FontSize = "0.8125rem", LetterSpacing = "normal" },
        },
    };
}
