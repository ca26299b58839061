//! ISO 3166-1 alpha-3, as AfterShip writes countries, to alpha-2, as facts keep them.

/// Alpha-3 and alpha-2 of each country together, sorted. Kosovo's user-assigned codes included.
const CODES: &str = "\
    ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU \
    AUTAT AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ \
    BMUBM BOLBO BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI \
    CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE \
    DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK \
    FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR \
    GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN \
    IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH \
    KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV \
    MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT MMRMM MNEME MNGMN \
    MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE NFKNF NGANG NICNI \
    NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL \
    PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG \
    SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI \
    SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT \
    TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG \
    VIRVI VNMVN VUTVU WLFWF WSMWS XKXXK YEMYE ZAFZA ZMBZM ZWEZW";

/// The alpha-2 code of a country given by either code; `None` for anything else.
pub(super) fn alpha2(code: &str) -> Option<String> {
    let code = code.trim().to_ascii_uppercase();
    let mut known = CODES.split(' ').filter_map(|pair| pair.split_at_checked(3));
    let found = match code.len() {
        3 => known.find(|(three, _)| *three == code),
        2 => known.find(|(_, two)| *two == code),
        _ => None,
    };
    found.map(|(_, two)| two.to_owned())
}

/// The alpha-3 code of a country given by its alpha-2 code.
pub(super) fn alpha3(code: &str) -> Option<&'static str> {
    let mut known = CODES.split(' ').filter_map(|pair| pair.split_at_checked(3));
    let found = known.find(|(_, two)| two.eq_ignore_ascii_case(code.trim()));
    found.map(|(three, _)| three)
}

#[cfg(test)]
mod tests {
    use super::{CODES, alpha2, alpha3};

    #[test]
    fn every_country_is_there_once_and_comes_back() {
        let pairs: Vec<&str> = CODES.split(' ').collect();
        assert_eq!(pairs.len(), 250);
        for pair in pairs {
            let (three, two) = pair.split_at(3);
            assert_eq!(two.len(), 2, "{pair}");
            assert_eq!(alpha2(three).as_deref(), Some(two));
            assert_eq!(alpha3(two), Some(three));
        }
        assert_eq!(alpha2("usa").as_deref(), Some("US"));
        assert_eq!(alpha2("de").as_deref(), Some("DE"));
        for wrong in ["", "U", "USAUS", "ZZZ", "ZZ", "Germany"] {
            assert_eq!(alpha2(wrong), None, "{wrong}");
        }
    }
}
